"""What a bundle says of itself: how everything in it is checked with sha256sum, unzip and openssl alone."""

from __future__ import annotations

from dossier.codes import DossierCode
from signing.cades import OPENSSL_CMS, OPENSSL_TIMESTAMP
from storage.bundle.layout import bundle_name, package_file
from storage.package.bag import bag_name

_TEXT = """\
BỘ KIỂM CHỨNG / VERIFICATION BUNDLE   {code} v{version}

Kiểm tra được mà không cần phần mềm hoso, không cần mạng. Chạy các dòng thụt lề (sh) trong thư mục này; mỗi dòng phải
thành công. Trước tiên so dấu vân tay của certificates/anchors.pem với nguồn chính thức: bộ kiểm chứng không tự chứng
minh được chứng thư gốc của mình. Có hoso thì: hoso verify {name}.zip --trust THU_MUC_CHUNG_THU_GOC

Everything here can be checked without hoso and without a network. Run the indented lines (sh) in this folder; each must
succeed. First compare the fingerprints of certificates/anchors.pem with an official source: no bundle can vouch for its
own root. With hoso: hoso verify {name}.zip --trust FOLDER_OF_ROOTS

1. Dấu vân tay chứng thư gốc / The roots' fingerprints

    awk '/BEGIN/ {{ n++ }} {{ print > ("check." n) }}' certificates/anchors.pem
    for root in check.*; do openssl x509 -in "$root" -noout -subject -fingerprint -sha256; done
    rm -f check.*

2. Không byte nào bị sửa, và danh mục được cơ quan ký / No byte was changed, and the agency signed the list

    sha256sum -c manifest-sha256.txt
    openssl cms -verify -binary -inform DER -in manifest-sha256.p7s -content manifest-sha256.txt \\
        -CAfile certificates/anchors.pem -purpose any -out /dev/null

3. Gói lưu trữ: tệp, niêm phong, dấu thời gian / The package: files, seal, time stamp

    unzip -q -o {package} && cd {bag}
    sha256sum -c --quiet manifest-sha256.txt
    sha256sum -c --quiet tagmanifest-sha256.txt
    cd data
    {cms} -out /dev/null
    {timestamp}
    cd ../..

   Bản sao đã ký (PDF) trong data/copy: pdfsig, Acrobat, pyHanko. / The signed copies in data/copy: pdfsig, Acrobat, pyHanko.

4. Gói có trong nhật ký minh bạch (RFC 6962, C2SP tlog) / The package is in the transparency log

    grep -q "$(sha256sum < {package} | cut -c1-64)" log/leaf
    sed '/^$/,$d' log/checkpoint > check.text
    sed -n 's/^— [^ ]* //p' log/checkpoint | base64 -d | tail -c 64 > check.sig
    openssl pkeyutl -verify -pubin -inkey log/key.pem -rawin -in check.text -sigfile check.sig
    openssl ts -verify -token_in -in log/checkpoint.tst -data log/checkpoint \\
        -CAfile certificates/anchors.pem -untrusted certificates/others.pem
    n=$(sed -n 's/^index //p' log/inclusion.tlog-proof); last=$(($(sed -n 2p log/checkpoint) - 1))
    {{ printf '\\000'; cat log/leaf; }} | openssl dgst -sha256 -binary > check.node
    for hash in $(sed -n '3,$p' log/inclusion.tlog-proof | sed '/^$/,$d'); do
      printf %s "$hash" | base64 -d > check.next
      if [ $((n % 2)) = 1 ] || [ "$n" = "$last" ]; then
        {{ printf '\\001'; cat check.next check.node; }} | openssl dgst -sha256 -binary > check.above
        while [ $((n % 2)) = 0 ] && [ "$n" != 0 ]; do n=$((n / 2)); last=$((last / 2)); done
      else
        {{ printf '\\001'; cat check.node check.next; }} | openssl dgst -sha256 -binary > check.above
      fi
      mv check.above check.node; n=$((n / 2)); last=$((last / 2))
    done
    [ "$last" = 0 ] && [ "$(base64 < check.node)" = "$(sed -n 3p log/checkpoint)" ]
    rm -f check.*

5. Thu hồi / Revocation: revocation/lists.pem (openssl crl -noout -text), revocation/*.ocsp (openssl ocsp -noverify -text
   -respin TỆP). Chứng thư / Certificates: certificates/.
{evidence}"""
_EVIDENCE = """
6. Bản ghi bằng chứng RFC 4998 / Evidence record: evidence.er, {package}. hoso verify evidence.er --content {package}, DSS.
   Dữ liệu xác thực lưu cùng lúc / Validation data kept at that time: evidence/validation.json, evidence/validation.er.
"""


def readme(code: DossierCode, version: int, *, evidence: bool) -> str:
    """The text of ``README.txt``; its indented lines are commands that succeed in the unpacked folder."""
    package = package_file(code, version)
    anchors = "-CAfile ../../certificates/anchors.pem -untrusted ../../certificates/others.pem"
    return _TEXT.format(
        code=code,
        version=version,
        name=bundle_name(code, version),
        package=package,
        bag=bag_name(code, version),
        cms=OPENSSL_CMS.replace("-CAfile root.pem", "-CAfile ../../certificates/anchors.pem"),
        timestamp=OPENSSL_TIMESTAMP.replace("-CAfile root.pem", anchors),
        evidence=_EVIDENCE.format(package=package) if evidence else "",
    )
