import eu.europa.esig.dss.diagnostic.DiagnosticData;
import eu.europa.esig.dss.diagnostic.EvidenceRecordWrapper;
import eu.europa.esig.dss.diagnostic.TimestampWrapper;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import eu.europa.esig.dss.validation.reports.Reports;
import java.io.File;
import java.util.List;

/** Judges files offline: ROOT CONTENT FILE…; one line for each: name, format, indication, time stamps, objects. */
public class Judge {
    public static void main(String[] arguments) {
        CommonTrustedCertificateSource trusted = new CommonTrustedCertificateSource();
        trusted.addCertificate(DSSUtils.loadCertificate(new File(arguments[0])));
        for (int place = 2; place < arguments.length; place++) {
            CommonCertificateVerifier verifier = new CommonCertificateVerifier();
            verifier.setTrustedCertSources(trusted);
            File file = new File(arguments[place]);
            SignedDocumentValidator validator = SignedDocumentValidator.fromDocument(new FileDocument(file));
            validator.setCertificateVerifier(verifier);
            if (!file.getName().endsWith(".pdf")) {
                validator.setDetachedContents(List.of(new FileDocument(new File(arguments[1]))));
            }
            System.out.println(file.getName() + told(validator.validateDocument()));
        }
    }

    private static String told(Reports reports) {
        SimpleReport simple = reports.getSimpleReport();
        DiagnosticData data = reports.getDiagnosticData();
        StringBuilder line = new StringBuilder();
        for (String id : simple.getSignatureIdList()) {
            line.append(" ").append(simple.getSignatureFormat(id)).append(" ").append(simple.getIndication(id));
        }
        for (TimestampWrapper each : data.getTimestampList()) {
            boolean sound = each.isMessageImprintDataIntact() && each.isSignatureValid();
            line.append(" ").append(each.getType()).append(sound ? "+" : "-");
        }
        for (EvidenceRecordWrapper each : data.getEvidenceRecords()) {
            each.getDigestMatchers().stream()
                .filter(found -> found.getType().name().equals("EVIDENCE_RECORD_ARCHIVE_OBJECT"))
                .forEach(found -> line.append(" OBJECT").append(found.isDataIntact() ? "+" : "-"));
        }
        return line.toString();
    }
}
