package io.tributary.common.plan.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tributary.common.model.ConnectionTls;
import io.tributary.common.model.TlsMode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsFileTest {
  private static final String ADDRESS = "host: 127.0.0.1, port: 5432, database: unified";

  @Test
  void readsWhomAConnectionTrustsAndWhatItShows() {
    // when
    ConnectionTls tls =
        MigrationFile.parse(
                target(
                    "host: db.internal, database: unified, tls: verify-full, tls-ca: /t/ca.pem,"
                        + " tls-certificate: /t/own.pem, tls-key: /t/own.key"))
            .target()
            .connection()
            .tls();

    // then
    assertThat(tls)
        .isEqualTo(
            new ConnectionTls(TlsMode.VERIFY_FULL, "/t/ca.pem", "/t/own.pem", "/t/own.key", false));
    assertThat(tls.libpqVariables())
        .containsEntry("PGSSLMODE", "verify-full")
        .containsEntry("PGSSLROOTCERT", "/t/ca.pem")
        .containsEntry("PGSSLCERT", "/t/own.pem")
        .containsEntry("PGSSLKEY", "/t/own.key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"disable", "prefer", "require"})
  void refusesToBelieveWhoeverAnswersForAnotherMachine(String mode) {
    String address = "host: db.internal, database: unified, tls: " + mode;

    assertThat(codes(target(address))).containsExactly("TRB-PLAN-TLS-UNVERIFIED");
    assertThat(codes(target(address + ", tls-unverified: yes-please")))
        .containsExactly("TRB-PLAN-BAD-VALUE");
    assertThat(codes(target(address + ", tls-unverified: accepted"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1", "127.1.2.3", "'::1'", "'[::1]'", "LOCALHOST"})
  void asksNoQuestionsOnThisMachine(String host) {
    assertThat(codes(target("host: " + host + ", database: unified"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost.example.org", "127.0.0.1.example.org", "128.0.0.1", "'::2'", "0.0.0.0"})
  void takesNoOtherNameForThisMachine(String host) {
    assertThat(codes(target("host: " + host + ", database: unified")))
        .containsExactly("TRB-PLAN-TLS-UNVERIFIED");
  }

  @Test
  void refusesFilesThatWouldNotBeLookedAt() {
    assertThat(codes(target(ADDRESS + ", tls: verify-full")))
        .containsExactly("TRB-PLAN-MISSING-KEY");
    assertThat(codes(target(ADDRESS + ", tls: require, tls-ca: /t/ca.pem")))
        .containsExactly("TRB-PLAN-BAD-VALUE");
    assertThat(
            codes(
                target(
                    ADDRESS + ", tls: verify-ca, tls-ca: /t/ca.pem, tls-certificate: /t/own.pem")))
        .containsExactly("TRB-PLAN-MISSING-KEY");
    assertThat(codes(target(ADDRESS + ", tls: verify-full, tls-ca: ca.pem")))
        .containsExactly("TRB-PLAN-BAD-VALUE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a?sslmode=disable", "a/b", "a%41", "a+b"})
  void refusesASourceWhoseNameWouldLeadTheConnectorElsewhere(String database) {
    String yaml = ExampleFile.with("database: letta,", "database: \"" + database + "\",");

    assertThat(codes(yaml)).containsExactly("TRB-PLAN-BAD-NAME");
  }

  private static String target(String address) {
    return ExampleFile.with(ADDRESS, address).replace(", tls: prefer}", "}");
  }

  private static List<String> codes(String yaml) {
    MigrationFileException refused =
        catchThrowableOfType(MigrationFileException.class, () -> MigrationFile.parse(yaml));
    return refused == null
        ? List.of()
        : refused.problems().stream().map(FileProblem::code).toList();
  }
}
