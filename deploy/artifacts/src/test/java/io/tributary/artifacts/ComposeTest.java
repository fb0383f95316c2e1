package io.tributary.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.artifacts.ComposeModel.Dependency;
import io.tributary.artifacts.ComposeModel.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/compose}, read strictly by the part of the compose specification that it uses. */
class ComposeTest {
  private static final Path PLACE = DeployFiles.ROOT.resolve("deploy/compose");
  private static final List<String> SERVICES = List.of("orchestrator", "cdc", "validator");

  private ComposeModel model;

  @BeforeEach
  void read() throws IOException {
    model =
        new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .treeToValue(DeployFiles.merged("deploy/compose/compose.yaml"), ComposeModel.class);
  }

  @Test
  void everyVariableIsOneThatIsRead() throws IOException {
    for (String name : SERVICES) {
      assertThat(ServiceVariables.ofServices())
          .as(name)
          .containsAll(part(name).environment().keySet());
    }
    assertThat(ServiceVariables.ofConnect()).containsAll(part("connect").environment().keySet());
  }

  @Test
  void healthIsAskedForAtThePortAndPathThatTheServiceHas() throws IOException {
    for (String name : SERVICES) {
      Properties own = new Properties();
      try (var in =
          Files.newInputStream(
              DeployFiles.ROOT.resolve(
                  name + "-service/src/main/resources/application.properties"))) {
        own.load(in);
      }
      assertThat(part(name).healthcheck().test())
          .as(name)
          .containsExactly(
              "CMD",
              "/opt/tributary/bin/answers",
              own.getProperty("quarkus.http.port"),
              "/q/health/ready");
    }
    assertThat(part("orchestrator").ports()).containsExactly("127.0.0.1:8080:8080");
  }

  @Test
  void everyPartWaitsForThoseThatItNeeds() {
    assertThat(part("connect").depends_on()).containsOnlyKeys("broker");
    assertThat(part("cdc").depends_on()).containsOnlyKeys("broker", "connect", "postgres");
    for (Part part : model.services().values()) {
      assertThat(part.healthcheck()).isNotNull();
      for (Map.Entry<String, Dependency> needed : part.depends_on().entrySet()) {
        assertThat(model.services()).containsKey(needed.getKey());
        assertThat(needed.getValue().condition()).isEqualTo("service_healthy");
      }
    }
  }

  @Test
  void oursRunAsNobodyOfTheMachineAndWriteOnlyWhereTheyHaveTo() {
    model
        .services()
        .forEach(
            (name, part) -> {
              if (!name.equals("postgres")) {
                assertThat(part.read_only()).as(name).isTrue();
                assertThat(part.user()).as(name).isEqualTo("10001:10001");
                assertThat(part.cap_drop()).as(name).containsExactly("ALL");
                assertThat(part.security_opt()).as(name).contains("no-new-privileges:true");
                assertThat(part.tmpfs()).as(name).contains("/tmp");
              }
            });
  }

  @Test
  void hasNoSecretButFilesThatTheScriptMakes(@TempDir Path made) throws Exception {
    // when
    Process script =
        new ProcessBuilder(
                "sh", PLACE.resolve("make-secrets.sh").toString(), made.resolve("s").toString())
            .inheritIO()
            .start();

    // then
    assertThat(script.waitFor()).isZero();
    Set<String> files = new TreeSet<>();
    model.secrets().values().forEach(secret -> files.add(secret.file()));
    for (String file : files) {
      Path secret = made.resolve("s").resolve(file.substring("./secrets/".length()));
      assertThat(secret).isNotEmptyFile();
      assertThat(Files.readString(PLACE.resolve("compose.yaml")))
          .doesNotContain(Files.readString(secret).strip());
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made.resolve("s"))))
        .isEqualTo("rwx------");
    assertThat(PLACE.resolve(".gitignore")).content().contains("/secrets/");
    for (Part part : model.services().values()) {
      for (Map.Entry<String, String> variable : part.environment().entrySet()) {
        if (variable.getKey().matches(".*(PASSWORD|TOKEN|SECRET|JAAS|KEY).*")) {
          assertThat(variable.getValue()).as(variable.getKey()).startsWith("/run/secrets/");
        }
      }
    }
  }

  @Test
  void everySecretVolumeAndNetworkIsDeclaredAndEveryMountedFileIsTheOneThatIsNamed() {
    Set<String> declared = new HashSet<>(model.secrets().keySet());
    declared.addAll(model.volumes().keySet());
    for (Part part : model.services().values()) {
      Set<String> mounted = new HashSet<>();
      part.secrets()
          .forEach(
              secret -> {
                assertThat(model.secrets()).containsKey(secret.source());
                String target = secret.target() == null ? secret.source() : secret.target();
                mounted.add(target.startsWith("/") ? target : "/run/secrets/" + target);
              });
      Stream.of(
              "TRIBUTARY_ACCESS_TOKEN_FILE",
              "TRIBUTARY_KAFKA_PROPERTIES_FILE",
              "TRIBUTARY_CONNECT_PASSWORD_FILE",
              "CONNECT_PASSWORD_FILE",
              "CONNECT_KAFKA_CONFIG",
              "POSTGRES_PASSWORD_FILE")
          .filter(part.environment()::containsKey)
          .forEach(name -> assertThat(mounted).as(name).contains(part.environment().get(name)));
      part.volumes().stream()
          .map(volume -> volume.split(":")[0])
          .filter(source -> !source.startsWith("./"))
          .forEach(source -> assertThat(declared).contains(source));
    }
  }

  private Part part(String name) {
    return model.services().get(name);
  }
}
