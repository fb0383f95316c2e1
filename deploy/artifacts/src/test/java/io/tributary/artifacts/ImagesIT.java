package io.tributary.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.images.ImagesMain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The images that the profile "images" has just written, read back. */
class ImagesIT {
  static final Path IMAGES = Path.of("target", "images");

  private static final String PLACE = "/opt/tributary/";
  private static final Instant CREATED = Instant.parse("2026-11-21T00:00:00Z");

  @ParameterizedTest
  @ValueSource(strings = {"orchestrator", "cdc", "validator", "connect", "broker"})
  void runsAsNobodyAndHoldsNeitherSecretsNorFilesThatOthersMayChange(String name)
      throws IOException {
    ImageArchive image = image(name);
    assertThat(image.config().path("config").path("User").asText()).isEqualTo("10001:10001");
    assertThat(Instant.parse(image.config().path("created").asText())).isEqualTo(CREATED);
    assertThat(image.layers()).hasSizeBetween(5, 10).doesNotHaveDuplicates();
    Set<String> writable =
        Set.of(
            image
                .config()
                .path("config")
                .path("Labels")
                .path("io.tributary.writable")
                .asText()
                .split(" "));
    image
        .files()
        .forEach(
            (path, entry) -> {
              boolean place = writable.contains(path.replaceFirst("/$", ""));
              assertThat(entry.header().getMode() & 07022).as(path).isEqualTo(place ? 022 : 0);
              assertThat(entry.header().getLongUserId()).as(path).isEqualTo(place ? 10001 : 0);
              assertThat(path)
                  .doesNotContainPattern("(?i)(\\.password|\\.token|\\.key|/secrets?/|\\.git/)");
              if (path.startsWith("/etc/") || path.matches("/opt/tributary/.*(?<!jar|so)")) {
                assertThat(new String(entry.content(), StandardCharsets.ISO_8859_1))
                    .as(path)
                    .doesNotContain("-----BEGIN PRIVATE KEY", "-----BEGIN RSA PRIVATE KEY");
              }
            });
    assertThat(image.words("Env"))
        .noneMatch(variable -> variable.matches("(?i).*(password|token|secret).*"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"orchestrator", "cdc", "validator"})
  void startsTheServiceThatItHolds(String name) throws IOException {
    ImageArchive image = image(name);
    String jar = PLACE + name + "-service/target/quarkus-app/quarkus-run.jar";
    assertThat(image.words("Entrypoint")).startsWith("java").endsWith("-jar", jar);
    assertThat(image.files()).containsKey(jar).containsKey(PLACE + "bin/answers");
    assertThat(image.words("Env")).contains("QUARKUS_HTTP_HOST=0.0.0.0");
    assertThat(image.files().containsKey("/usr/bin/pg_dump")).isEqualTo(name.equals("cdc"));
    assertThat(image.files().containsKey("/usr/bin/pg_restore")).isEqualTo(name.equals("cdc"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"orchestrator", "cdc", "validator", "connect", "broker"})
  void hasEachLibraryInItsBillOfMaterials(String name) throws Exception {
    ImageArchive image = image(name);
    JsonNode bill =
        new ObjectMapper().readTree(image.files().get(PLACE + "bom.cdx.json").content());
    Set<String> digests = new TreeSet<>();
    Set<String> withLicence = new TreeSet<>();
    for (JsonNode component : bill.path("components")) {
      for (JsonNode hash : component.path("hashes")) {
        digests.add(hash.path("content").asText());
      }
      if (!component.path("licenses").isEmpty()) {
        withLicence.add(component.path("name").asText());
      }
    }
    for (Map.Entry<String, ImageArchive.Entry> file : image.files().entrySet()) {
      // What is Java's own comes with its package.
      if (file.getKey().endsWith(".jar") && !file.getKey().startsWith("/opt/java/")) {
        assertThat(digests).as(file.getKey()).contains(sha256(file.getValue().content()));
      }
    }
    assertThat(bill.path("components").findValuesAsText("name")).contains("libc6");
    assertThat(withLicence).hasSizeGreaterThan(20).contains("kafka-clients");
  }

  @Test
  void theSameBuildWritesTheSameBytesAndAnyImageServesAsBase(@TempDir Path again) throws Exception {
    // when
    ImagesMain.main(
        "--root=" + DeployFiles.ROOT,
        "--out=" + again,
        "--base=machine",
        "--strimzi=tar://" + IMAGES.resolve("tributary-broker.tar").toAbsolutePath(),
        "--tag=" + tag(),
        "--created=" + CREATED);

    // then
    for (String name : List.of("orchestrator", "cdc", "validator", "connect", "broker")) {
      assertThat(Files.mismatch(tarball(again, name), tarball(IMAGES, name)))
          .as(name)
          .isEqualTo(-1);
    }
    ImageArchive base = image("broker");
    ImageArchive laid = ImageArchive.read(tarball(again, "connect-strimzi"));
    assertThat(laid.words("Entrypoint")).isEqualTo(base.words("Entrypoint"));
    assertThat(laid.layers()).startsWith(base.layers().toArray(String[]::new));
    assertThat(laid.files().keySet())
        .anyMatch(path -> path.matches("/opt/kafka/plugins/tributary-postgresql/debezium-.*jar"))
        .anyMatch(path -> path.matches("/opt/kafka/plugins/tributary-sqlite/sqlite-jdbc-.*jar"));
  }

  static ImageArchive image(String name) throws IOException {
    return ImageArchive.read(tarball(IMAGES, name));
  }

  private static Path tarball(Path directory, String name) {
    return directory.resolve("tributary-" + name + ".tar");
  }

  private static String tag() throws IOException {
    return image("broker")
        .config()
        .path("config")
        .path("Labels")
        .path("org.opencontainers.image.version")
        .asText();
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
