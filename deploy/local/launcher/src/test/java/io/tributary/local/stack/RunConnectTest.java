package io.tributary.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What {@code run-connect.sh} writes and starts: run by a shell, with a Java that says with which
 * arguments it was called.
 */
class RunConnectTest {
  private static final Path LOCAL = Path.of("..").toAbsolutePath().normalize();
  private static final String ALLOWED = "config.providers.env.param.allowlist.pattern";
  private static final List<String> CLIENTS = List.of("", "producer.", "consumer.", "admin.");

  @TempDir private Path directory;

  private final Map<String, String> environment = new HashMap<>();
  private Path work;
  private Path built;

  @BeforeEach
  void putAWorkerTogether() throws IOException {
    Path bin = Files.createDirectories(directory.resolve("bin"));
    Files.copy(LOCAL.resolve("bin/run-connect.sh"), bin.resolve("run-connect.sh"));
    built = directory.resolve("connect/target");
    Files.createDirectories(built.resolve("lib"));
    Path config = Files.createDirectories(built.resolve("config"));
    Files.copy(
        LOCAL.resolve("connect/src/main/config/worker.properties"),
        config.resolve("worker.properties"));
    Path java = Files.createDirectories(directory.resolve("jdk/bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    work = directory.resolve("work");
    environment.put("JAVA_HOME", directory.resolve("jdk").toString());
    environment.put("CONNECT_PASSWORD_FILE", file("password", "only for this test\n"));
  }

  @Test
  void startsAWorkerThatAsksForAPasswordOnLoopbackAlone() throws Exception {
    environment.put("CONNECT_HEAP", "2g");
    environment.put("CONNECT_FLAGS", "-XX:+UseSerialGC -Da=b");

    Ended ended = run();

    // then
    assertThat(ended.status()).isZero();
    assertThat(ended.lines())
        .containsExactly(
            "-Xmx2g",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+UseSerialGC",
            "-Da=b",
            "-Djava.security.auth.login.config=" + work.resolve("jaas.conf"),
            "-cp",
            built.resolve("config") + ":" + built.resolve("lib") + "/*",
            "org.apache.kafka.connect.cli.ConnectDistributed",
            work.resolve("worker.properties").toString());
    assertThat(settings())
        .containsEntry("bootstrap.servers", "broker:9092")
        .containsEntry("group.id", "group")
        .containsEntry("config.storage.topic", "group.connect.configs")
        .containsEntry("offset.storage.topic", "group.connect.offsets")
        .containsEntry("status.storage.topic", "group.connect.statuses")
        .containsEntry("listeners", "http://127.0.0.1:8083")
        .containsEntry("plugin.path", built.resolve("plugins").toString())
        .containsEntry(
            "rest.extension.classes",
            "org.apache.kafka.connect.rest.basic.auth.extension.BasicAuthSecurityRestExtension");
    assertThat(work.resolve("users.properties")).hasContent("tributary=only for this test");
    assertThat(work.resolve("jaas.conf"))
        .content()
        .startsWith("KafkaConnect {")
        .contains(
            "PropertyFileLoginModule required file=\"" + work.resolve("users.properties") + "\"");
  }

  @Test
  void writesItsFilesForItsUserAloneAndAnew() throws Exception {
    // given what an earlier start has left, readable by everybody
    Files.createDirectories(work);
    Path left = Files.writeString(work.resolve("worker.properties"), "left=yes\n");
    Files.setPosixFilePermissions(left, PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(run().status()).isZero();

    // then
    assertThat(settings()).doesNotContainKey("left");
    for (String name : List.of("worker.properties", "users.properties", "jaas.conf")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(work.resolve(name))))
          .as(name)
          .isEqualTo("rw-------");
    }
  }

  @Test
  void startsNoneWithoutAPassword() throws Exception {
    for (String file : List.of("", directory.resolve("missing").toString(), file("empty", ""))) {
      environment.put("CONNECT_PASSWORD_FILE", file);

      Ended ended = run();

      assertThat(ended.status()).isEqualTo(5);
      assertThat(ended.lines())
          .singleElement()
          .asString()
          .startsWith("CONNECT_PASSWORD_FILE has to name a file with the password");
      assertThat(work).doesNotExist();
    }
  }

  @Test
  void startsOneThatAnswersEverybodyOnlyWhereThatIsSaid() throws Exception {
    environment.put("CONNECT_PASSWORD_FILE", "");
    environment.put("CONNECT_OPEN", "yes");

    Ended ended = run();

    assertThat(ended.status()).isZero();
    assertThat(ended.lines()).noneMatch(line -> line.contains("login.config"));
    assertThat(settings())
        .doesNotContainKey("rest.extension.classes")
        .containsEntry("listeners", "http://127.0.0.1:8083");
  }

  @Test
  void saysWhatToBuildWhereNothingIsBuilt() throws Exception {
    Files.delete(built.resolve("lib"));

    Ended ended = run();

    assertThat(ended.status()).isEqualTo(4);
    assertThat(ended.lines()).singleElement().asString().contains("mvn -q -DskipTests package");
  }

  @ParameterizedTest
  @CsvSource({"'',1,1", "1,1,1", "2,2,1", "3,3,2"})
  void keepsItsTopicsOnAsManyBrokersAsTheServicesDo(String said, String factor, String inSync)
      throws Exception {
    environment.put("TRIBUTARY_TOPIC_REPLICATION_FACTOR", said);

    assertThat(run().status()).isZero();

    // then
    for (String storage : List.of("config", "offset", "status")) {
      assertThat(settings())
          .containsEntry(storage + ".storage.replication.factor", factor)
          .containsEntry(storage + ".storage.min.insync.replicas", inSync);
    }
  }

  @Test
  void letsConnectorsNameGrantedSecretsAlone() throws Exception {
    environment.put("TRIBUTARY_GRANTS_SECRET_VARIABLES", "A_*, B,C.D");
    environment.put("TRIBUTARY_GRANTS_SECRET_DIRECTORIES", "/run/secrets,/srv/keys");
    environment.put("TRIBUTARY_GRANTS_WITHHELD", "/srv/keys/own");

    assertThat(run().status()).isZero();

    // then: the provider compares whole names
    Pattern allowed = Pattern.compile(settings().get(ALLOWED));
    assertThat(List.of("A_", "A_PASSWORD", "B", "CD")).allMatch(allowed.asMatchPredicate());
    assertThat(List.of("A", "BA_X", "BB", "CxD", "PATH", "")).noneMatch(allowed.asMatchPredicate());
    assertThat(settings())
        .containsEntry("config.providers", "env,file")
        .containsEntry("config.providers.file.param.directories", "/run/secrets,/srv/keys")
        .containsEntry("config.providers.file.param.withheld", "/srv/keys/own");
  }

  @Test
  void letsConnectorsNameNoSecretWhereNoneIsGranted() throws Exception {
    assertThat(run().status()).isZero();

    Pattern allowed = Pattern.compile(settings().get(ALLOWED));
    assertThat(List.of("A", "PATH", "TARGET_PASSWORD", "")).noneMatch(allowed.asMatchPredicate());
    assertThat(settings()).containsEntry("config.providers.file.param.directories", "");
  }

  @Test
  void logsInAtKafkaWithEachOfItsClients() throws Exception {
    // given a file as an operator writes it
    environment.put(
        "CONNECT_KAFKA_CONFIG",
        file(
            "client.properties",
            """
            # How we reach our Kafka.
            bootstrap.servers=elsewhere:9092
              security.protocol=SASL_SSL

            sasl.jaas.config=first \\
                username="u";
            """));

    assertThat(run().status()).isZero();

    // then
    for (String client : CLIENTS) {
      assertThat(settings())
          .containsEntry(client + "security.protocol", "SASL_SSL")
          .containsEntry(client + "sasl.jaas.config", "first username=\"u\";");
    }
    assertThat(settings())
        .containsEntry("bootstrap.servers", "broker:9092")
        .doesNotContainKey("producer.bootstrap.servers");
  }

  private record Ended(int status, List<String> lines) {}

  private Ended run() throws Exception {
    Path said = directory.resolve("said");
    List<String> command = new ArrayList<>(List.of("sh"));
    command.add(directory.resolve("bin/run-connect.sh").toString());
    command.addAll(List.of("broker:9092", "8083", "group", work.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.environment().keySet().removeIf(name -> name.matches("(TRIBUTARY|CONNECT)_.*"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), Files.readAllLines(said));
  }

  /** As the worker reads them. */
  private Map<String, String> settings() throws IOException {
    Properties read = new Properties();
    read.load(new StringReader(Files.readString(work.resolve("worker.properties"))));
    Map<String, String> settings = new HashMap<>();
    read.stringPropertyNames().forEach(name -> settings.put(name, read.getProperty(name)));
    return settings;
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }
}
