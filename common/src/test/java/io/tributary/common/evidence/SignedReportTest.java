package io.tributary.common.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.error.TributaryException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignedReportTest {
  private static final String REPORT = "{\"migration\":\"shop\",\"rows\":12}";

  /** The second test of RFC 8032, section 7.1: its message is the letter r. */
  @Test
  void signsAsTheStandardSays() {
    String seed = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
    String open = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
    String signature =
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + base64("302e020100300506032b657004220420" + seed)
            + "\n-----END PRIVATE KEY-----\n";

    ReportSignature made = SigningKey.of(pem, "here").sign("r");

    assertThat(made)
        .isEqualTo(
            new ReportSignature(
                "Ed25519", base64("302a300506032b6570032100" + open), base64(signature)));
    assertThat(made.fits("r")).isTrue();
  }

  @Test
  void isIntactAsLongAsNothingOfItIsChanged() {
    SigningKey key = SigningKey.of(SigningKey.fresh(), "here");
    SignedReport signed = new SignedReport(REPORT, Optional.of(key.sign(REPORT)));

    assertThat(SignedReport.read(signed.text())).isEqualTo(signed);
    assertThat(SignedReport.read(signed.text()).intact()).isTrue();
    assertThat(SignedReport.read(signed.text().replace(":", " : ")).intact())
        .as("spaces are no content")
        .isTrue();
    assertThat(SignedReport.read(signed.text().replace("12", "13")).intact()).isFalse();
    assertThat(SignedReport.read(signed.text().replace("rows", "Rows")).intact()).isFalse();
    assertThat(new SignedReport(REPORT, Optional.empty()).intact()).isFalse();
  }

  @Test
  void tellsTheKeysOfOthersApart() {
    SigningKey ours = SigningKey.of(SigningKey.fresh(), "here");
    SigningKey theirs = SigningKey.of(SigningKey.fresh(), "there");
    ReportSignature forged = theirs.sign(REPORT);

    assertThat(forged.fits(REPORT)).as("it is theirs, though").isTrue();
    assertThat(forged.isBy(theirs.publicPem())).isTrue();
    assertThat(forged.isBy(ours.publicPem())).isFalse();
    assertThat(
            new ReportSignature(forged.algorithm(), ours.sign(REPORT).publicKey(), forged.value())
                .fits(REPORT))
        .isFalse();
    assertThat(new ReportSignature("none", forged.publicKey(), forged.value()).fits(REPORT))
        .isFalse();
    assertThat(new ReportSignature("Ed25519", "?", "?").fits(REPORT)).isFalse();
  }

  @Test
  void refusesAKeyThatIsNoneWithoutRepeatingIt() {
    assertThatThrownBy(() -> SigningKey.of("hunter2", "file /k"))
        .isInstanceOf(TributaryException.class)
        .hasMessageContaining("file /k")
        .hasMessageNotContaining("hunter2");
  }

  private static String base64(String hex) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }
}
