"""The development authority over HTTP, for trying out what asks servers: ``python -m hoso.responder [--port N]``.

Time stamps at ``/tsa``, OCSP at ``/ocsp``, revocation lists at ``/root.crl`` and ``/issuing.crl``, on the loopback
interface only, and without any legal value. An authority that is made by it names these places in its certificates.
"""

from __future__ import annotations

import argparse
import sys
import threading

from dossier.errors import HosoError
from hoso.cli.console import out, report
from hoso.language import say
from hoso.settings import load_settings
from signing.authority.development import open_authority
from signing.authority.server import routes_of, serving

_PORT = 8318


def main() -> None:
    """Answer until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m hoso.responder", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--port", type=int, default=_PORT, help=f"default: {_PORT}")
    port = parser.parse_args().port
    try:
        folder = load_settings().root / "development"
        authority = open_authority(folder, address=f"http://127.0.0.1:{port}")
        with serving(routes_of(authority), port) as address:
            told = ", ".join(f"{address}{path}" for path in routes_of(authority))
            out.print(say(f"Không có giá trị pháp lý: {told}", f"No legal value: {told}"), markup=False)
            threading.Event().wait()
    except HosoError as error:
        sys.exit(report(error))
    except OSError:
        out.print(say(f"Cổng {port} đang bận.", f"Port {port} is taken."), markup=False)
        sys.exit(4)
    except KeyboardInterrupt:
        sys.exit(0)


if __name__ == "__main__":
    main()
