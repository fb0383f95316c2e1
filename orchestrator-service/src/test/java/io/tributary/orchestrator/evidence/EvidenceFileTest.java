package io.tributary.orchestrator.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.error.TributaryException;
import io.tributary.common.evidence.SignedReport;
import io.tributary.common.evidence.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceFileTest {
  private static final SignedReport PLAIN = new SignedReport("{\"a\":1}", Optional.empty());

  @TempDir private Path home;

  @Test
  void isOneFileOfItsOwnersWithNothingBesideIt() throws IOException {
    Path directory = home.resolve("evidence");
    Path file = directory.resolve("shop-c-1.json");

    EvidenceFile.of(directory, "shop", "c-1").write(PLAIN);
    EvidenceFile.of(directory, "shop", "c-1").write(PLAIN);

    assertThat(directory).isDirectoryContaining(file::equals);
    assertThat(Files.list(directory)).hasSize(1);
    assertThat(file).hasContent("{\"report\":{\"a\":1}}");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void getsASignatureThatCameLater() throws IOException {
    SigningKey key = SigningKey.of(SigningKey.fresh(), "here");
    SignedReport signed = new SignedReport(PLAIN.report(), Optional.of(key.sign(PLAIN.report())));
    EvidenceFile file = EvidenceFile.of(home, "shop", "c-1");

    file.write(PLAIN);
    file.write(signed);

    assertThat(SignedReport.read(Files.readString(home.resolve("shop-c-1.json"))).intact())
        .isTrue();
  }

  @Test
  void leavesAnotherFileOfThatNameAsItIs() throws IOException {
    Path file = Files.writeString(home.resolve("shop-c-1.json"), "mine");

    assertThatThrownBy(() -> EvidenceFile.of(home, "shop", "c-1").write(PLAIN))
        .isInstanceOf(TributaryException.class)
        .hasMessageContaining("another file");
    assertThat(file).hasContent("mine");
  }

  @Test
  void leadsNowhereElse() {
    for (String id : new String[] {"../x", "a/b", "", "a\nb", ".."}) {
      assertThatThrownBy(() -> EvidenceFile.of(home, "shop", id))
          .as(id)
          .isInstanceOf(TributaryException.class);
    }
  }
}
