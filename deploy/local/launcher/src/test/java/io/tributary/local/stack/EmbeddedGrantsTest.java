package io.tributary.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.error.TributaryException;
import io.tributary.common.grant.GrantKey;
import io.tributary.common.grant.Grants;
import io.tributary.common.secret.SecretReader;
import io.tributary.common.secret.SecretRef;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedGrantsTest {
  @TempDir private Path temporary;
  private Path started;
  private StackLayout layout;

  @BeforeEach
  void directories() throws IOException {
    Path real = temporary.toRealPath();
    started = Files.createDirectory(real.resolve("started"));
    layout =
        new StackLayout(
            real.resolve("checkout"), Files.createDirectory(started.resolve(".tributary")));
  }

  @Test
  void whatLiesBelowTheDirectoryOfTheStartIsGranted() throws IOException {
    Grants grants = EmbeddedGrants.of(started, layout, name -> null).grants();
    Path file = Files.writeString(started.resolve("app.db"), "x");

    assertThat(grants.file(GrantKey.SOURCE_DIRECTORIES, file.toString())).isEqualTo(file);
    assertThat(grants.file(GrantKey.ENV_FILE_DIRECTORIES, layout.home() + "/a/.env")).isNotNull();
    assertThat(grants.tlsFile(layout.home() + "/ca.pem")).isEqualTo(layout.home() + "/ca.pem");
    assertThat(grants.tlsFile("/etc/ssl/certs/authorities.crt")).isNotNull();
    grants.requireVariable("TARGET_PASSWORD");
    grants.requireHost(URI.create("http://127.0.0.1:9000/switched"));

    refused(() -> grants.file(GrantKey.SOURCE_DIRECTORIES, temporary.resolve("x.db").toString()));
    refused(() -> grants.tlsFile("/etc/ssl/private/server.key"));
    refused(() -> grants.program("sh"));
    refused(() -> grants.requireHost(URI.create("http://169.254.169.254/latest")));
    refused(() -> grants.requireVariable("AWS_SECRET_ACCESS_KEY"));
  }

  @Test
  void whatTheStackKeepsInItsHomeIsNoFileOfAMigration() throws IOException {
    Grants grants = EmbeddedGrants.of(started, layout, name -> null).grants();
    Files.writeString(layout.apiToken(), "token");
    refused(() -> new SecretReader(grants).read(SecretRef.file(layout.apiToken().toString())));
    refused(() -> grants.file(GrantKey.ENV_FILE_DIRECTORIES, layout.connectPassword().toString()));
    refused(() -> grants.file(GrantKey.SECRET_DIRECTORIES, layout.connect() + "/users.properties"));
    refused(() -> grants.file(GrantKey.SECRET_DIRECTORIES, layout.evidenceKey().toString()));
    refused(() -> grants.file(GrantKey.ENV_FILE_DIRECTORIES, layout.evidence() + "/a-b.json"));
    refused(() -> grants.file(GrantKey.ENV_FILE_DIRECTORIES, layout.log("broker").toString()));
  }

  @Test
  void whatMakesAServerOfTheStackRunProgramsIsNoFileOfAMigration() throws IOException {
    // given
    Grants grants = EmbeddedGrants.of(started, layout, name -> null).grants();
    PostgresHome servers = PostgresHome.of(layout);
    servers.password();

    // then
    for (Path own : servers.own()) {
      refused(() -> grants.file(GrantKey.SECRET_DIRECTORIES, own.toString()));
      refused(() -> grants.file(GrantKey.ENV_FILE_DIRECTORIES, own + "/postgresql.auto.conf"));
    }
  }

  @Test
  void theUsersVariablesAddToIt() {
    Map<String, String> environment =
        Map.of(
            "PATH", "/usr/bin:/bin",
            "TRIBUTARY_GRANTS_PROGRAMS", "sh",
            "TRIBUTARY_GRANTS_SOURCE_DIRECTORIES", "/srv");
    Grants grants = EmbeddedGrants.of(started, layout, environment::get).grants();

    assertThat(grants.program("sh")).isAbsolute();
    assertThat(grants.file(GrantKey.SOURCE_DIRECTORIES, "/srv/a.db")).isNotNull();
    assertThat(grants.file(GrantKey.SOURCE_DIRECTORIES, started + "/a.db")).isNotNull();
  }

  private static void refused(ThrowingCallable naming) {
    assertThatThrownBy(naming)
        .isInstanceOfSatisfying(
            TributaryException.class,
            e -> assertThat(e.report().code()).isEqualTo("TRB-GRANT-REFUSED"));
  }
}
