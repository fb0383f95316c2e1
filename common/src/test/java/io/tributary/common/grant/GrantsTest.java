package io.tributary.common.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.file.MigrationFile;
import io.tributary.common.secret.SecretReader;
import io.tributary.common.secret.SecretRef;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GrantsTest {
  @TempDir private Path temporary;
  private Path inside;
  private Path outside;

  @BeforeEach
  void directories() throws IOException {
    inside = Files.createDirectory(temporary.toRealPath().resolve("inside"));
    outside = Files.createDirectory(temporary.toRealPath().resolve("outside"));
  }

  @ParameterizedTest
  @EnumSource(
      value = GrantKey.class,
      names = {
        "ENV_FILE_DIRECTORIES",
        "POOLER_DIRECTORIES",
        "DDL_DIRECTORIES",
        "SOURCE_DIRECTORIES",
        "SECRET_DIRECTORIES",
        "TLS_DIRECTORIES"
      })
  void noWayLeadsOutOfADirectory(GrantKey key) throws IOException {
    Grants grants = granting(Map.of(key, inside.toString()));
    Path file = Files.writeString(inside.resolve("file"), "x");
    Path foreign = Files.writeString(outside.resolve("file"), "x");
    Path link = Files.createSymbolicLink(inside.resolve("link"), foreign);
    Path directory = Files.createSymbolicLink(inside.resolve("directory"), outside);
    Path dangling = Files.createSymbolicLink(inside.resolve("later"), outside.resolve("later"));

    assertThat(grants.file(key, file.toString())).isEqualTo(file);
    assertThat(grants.file(key, inside.resolve("missing").toString()))
        .isEqualTo(inside.resolve("missing"));
    for (Path named :
        List.of(
            foreign,
            link,
            directory.resolve("file"),
            dangling,
            inside.resolve("../outside/file"),
            inside.resolve("missing/../../outside/file"),
            Path.of(inside + "-beside/file"))) {
      refused(() -> grants.file(key, named.toString()), key, named.toString());
    }
  }

  @Test
  void aLinkFromOutsideIntoADirectoryLeadsToWhatIsGranted() throws IOException {
    Grants grants = granting(Map.of(GrantKey.SOURCE_DIRECTORIES, inside.toString()));
    Path file = Files.writeString(inside.resolve("app.db"), "x");
    Path link = Files.createSymbolicLink(outside.resolve("app.db"), file);
    assertThat(grants.file(GrantKey.SOURCE_DIRECTORIES, link.toString())).isEqualTo(file);
  }

  @Test
  void aFileIsNotReadOnceALinkIsInItsPlace() throws IOException {
    Path file = Files.writeString(inside.resolve("file"), "x");
    GrantedFile granted = new GrantedFile(file);
    assertThat(granted.text()).isEqualTo("x");

    Files.delete(file);
    Files.createSymbolicLink(file, Files.writeString(outside.resolve("file"), "foreign"));

    assertThatThrownBy(granted::text).isInstanceOf(IOException.class);
  }

  @Test
  void noTextIsReadThroughADirectoryThatBecameALink() throws IOException {
    Path directory = Files.createDirectory(inside.resolve("d"));
    GrantedFile granted = new GrantedFile(Files.writeString(directory.resolve("file"), "x"));
    Files.move(directory, inside.resolve("moved"));
    Files.writeString(outside.resolve("file"), "foreign");
    Files.createSymbolicLink(directory, outside);

    assertThatThrownBy(granted::text).isInstanceOf(IOException.class);
  }

  @Test
  void theServicesOwnFilesAreNoSecretsOfAMigration() throws IOException {
    Path token = Files.writeString(inside.resolve("api.token"), "t");
    Grants grants = Grants.of(key -> Optional.of(inside.toString()), List.of(token), "");
    refused(
        () -> new SecretReader(grants).read(SecretRef.file(token.toString())),
        GrantKey.SECRET_DIRECTORIES,
        token.toString());
  }

  @Test
  void onlyVariablesOfAGrantedNameAreRead() {
    Grants grants = granting(Map.of(GrantKey.SECRET_VARIABLES, "*_PASSWORD, EXACT"));
    SecretReader secrets = new SecretReader(name -> "value", grants);

    assertThat(secrets.read(SecretRef.env("APP_PASSWORD"))).isEqualTo("value");
    assertThat(secrets.interpolate("${env:EXACT}")).isEqualTo("value");
    for (String name : List.of("AWS_SECRET_ACCESS_KEY", "APP_PASSWORD_2", "EXACTLY", "exact")) {
      refused(() -> secrets.interpolate("${env:" + name + "}"), GrantKey.SECRET_VARIABLES, name);
    }
  }

  @Test
  void onlyGrantedHostsAreCalled() {
    Grants grants =
        granting(Map.of(GrantKey.WEBHOOK_HOSTS, "hooks.internal,*.example.org,n8n:8443,[::1]"));
    for (String url :
        List.of(
            "https://HOOKS.internal/x",
            "http://a.example.org:81/",
            "https://n8n:8443/",
            "http://[::1]/")) {
      assertThatCode(() -> grants.requireHost(URI.create(url))).as(url).doesNotThrowAnyException();
    }
    refused(
        () -> grants.requireHost(URI.create("https://n8n/secret")),
        GrantKey.WEBHOOK_HOSTS,
        "n8n:443");
    refused(
        () -> grants.requireHost(URI.create("http://hooks.internal.evil.example/")),
        GrantKey.WEBHOOK_HOSTS,
        "hooks.internal.evil.example:80");
    refused(
        () -> grants.requireHost(URI.create("http://hooks.internal@169.254.169.254/")),
        GrantKey.WEBHOOK_HOSTS,
        "169.254.169.254:80");
  }

  @Test
  void aProgramIsGrantedByNameByPathOrByDirectory() throws IOException {
    Path tool = program(inside.resolve("tool"));
    Path other = program(outside.resolve("other"));
    Path link = Files.createSymbolicLink(inside.resolve("link"), other);

    Grants byPath = granting(Map.of(GrantKey.PROGRAMS, tool.toString()));
    assertThat(byPath.program(tool.toString())).isEqualTo(tool);
    assertThat(byPath.program("tool")).isEqualTo(tool);
    assertThat(byPath.program(inside + "/../inside/tool")).isEqualTo(tool);

    Grants byName = granting(Map.of(GrantKey.PROGRAMS, "tool"));
    assertThat(byName.program("tool")).isEqualTo(tool);
    assertThat(byName.program(tool.toString())).isEqualTo(tool);

    Grants byDirectory = granting(Map.of(GrantKey.PROGRAMS, inside.toString()));
    assertThat(byDirectory.program(tool.toString())).isEqualTo(tool);

    for (Grants grants : List.of(byPath, byName, byDirectory, Grants.none())) {
      for (String named :
          List.of(
              other.toString(),
              link.toString(),
              "link",
              inside + "/../outside/other",
              "inside/tool",
              "/bin/sh",
              "sh")) {
        refused(() -> grants.program(named), GrantKey.PROGRAMS, named);
      }
    }
  }

  @Test
  void everythingThatAFileNamesIsRefusedWithItsPlaceWhereNothingIsConfigured() {
    String file =
"""
migration: m
target:
  connection: {host: 127.0.0.1, database: d, user: u, password: {env: TARGET_PASSWORD}, tls: verify-full,
    tls-ca: /srv/ca.pem, tls-certificate: /srv/own.pem, tls-key: /etc/shadow}
  schemas:
    a: {role: a, password: {file: /etc/shadow}}
    b: {role: b, prepare: /srv/b.sql}
sources:
  - {name: s, kind: sqlite, file: /srv/s.db, ddl: /srv/s.sql, schemas: [{from: main, to: a}]}
cutover:
  switch:
    - env-file: {path: /srv/.env, set: {A: "${env:OTHER}"}}
    - command: {run: [systemctl, restart, a]}
    - webhook: {url: "http://hooks.internal/x"}
""";
    assertThat(MigrationGrants.refusals(Grants.none(), MigrationFile.parse(file)))
        .extracting(e -> e.report().fields())
        .extracting(fields -> fields.get("field") + " " + fields.get("key"))
        .containsExactlyInAnyOrder(
            "target.connection.password tributary.grants.secret-variables",
            "target.connection.tls-ca tributary.grants.tls-directories",
            "target.connection.tls-certificate tributary.grants.tls-directories",
            "target.connection.tls-key tributary.grants.tls-directories",
            "target.schemas.a.password tributary.grants.secret-directories",
            "target.schemas.b.prepare tributary.grants.ddl-directories",
            "source s, file tributary.grants.source-directories",
            "source s, ddl tributary.grants.ddl-directories",
            "cutover.switch[0] tributary.grants.secret-variables",
            "cutover.switch[0].env-file.path tributary.grants.env-file-directories",
            "cutover.switch[1].command.run tributary.grants.programs",
            "cutover.switch[2].webhook.url tributary.grants.webhook-hosts");
  }

  private Grants granting(Map<GrantKey, String> values) {
    return Grants.of(
        key ->
            values.entrySet().stream()
                .filter(entry -> entry.getKey().key().equals(key))
                .map(Map.Entry::getValue)
                .findFirst(),
        List.of(),
        inside + ":/usr/bin:/bin");
  }

  private static void refused(ThrowingCallable naming, GrantKey key, String value) {
    assertThatThrownBy(naming)
        .as(value)
        .isInstanceOfSatisfying(
            TributaryException.class,
            e -> {
              assertThat(e.report().code()).isEqualTo("TRB-GRANT-REFUSED");
              assertThat(e.report().fields()).containsEntry("value", value);
              assertThat(e.report().message()).contains(value, key.key(), key.variable());
            });
  }

  private static Path program(Path file) throws IOException {
    Files.writeString(file, "#!/bin/sh\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }
}
