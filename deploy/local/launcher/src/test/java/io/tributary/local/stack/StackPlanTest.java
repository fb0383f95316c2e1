package io.tributary.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.topic.TopicNames;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackPlanTest {
  @TempDir Path root;
  private StackPlan plan;

  @BeforeEach
  void plan() {
    plan = plan(true);
  }

  private StackPlan plan(boolean ownKafka) {
    StackAddresses addresses =
        new StackAddresses(
            "127.0.0.1:9092",
            ownKafka,
            Optional.empty(),
            URI.create("http://127.0.0.1:8083"),
            true,
            8080,
            8081,
            8082);
    return new StackPlan(
        new StackLayout(root, root.resolve("home")),
        addresses,
        Path.of("/jdk/bin/java"),
        Path.of("/pg/bin"),
        StackPlan.Stay.LONG);
  }

  @Test
  void namesTheModuleThatIsNotBuilt() {
    assertThatThrownBy(plan::services)
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("cdc-service is not built")
        .hasMessageContaining("mvn -q -DskipTests package -pl cdc-service -am");
  }

  @Test
  void tellsEveryServiceWhereTheOthersAre() throws IOException {
    // given
    for (String module :
        new String[] {"cdc-service", "validator-service", "orchestrator-service"}) {
      Path jar = root.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
      Files.createDirectories(jar.getParent());
      Files.createFile(jar);
    }

    // then
    assertThat(plan.services())
        .extracting(ProcessSpec::address)
        .containsExactly("http://127.0.0.1:8081", "http://127.0.0.1:8082", "http://127.0.0.1:8080");
    assertThat(plan.services())
        .allSatisfy(
            service ->
                assertThat(service.environment())
                    .containsEntry("QUARKUS_HTTP_HOST", "127.0.0.1")
                    .containsEntry("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092")
                    .containsEntry("TRIBUTARY_CONNECT_URL", "http://127.0.0.1:8083")
                    .containsEntry("TRIBUTARY_PG_BIN_DIRECTORY", "/pg/bin"));
  }

  @Test
  void givesTheWorkerAGroupThatNoOtherInstallationHasInAKafkaOfTheUsers() throws IOException {
    // given
    Files.createDirectories(root.resolve("deploy/local/connect/target/lib"));
    TopicNames topics = new TopicNames("team-a");

    // then
    assertThat(StackPlan.workerGroup(false, topics)).isEqualTo("team-a");
    assertThat(StackPlan.workerGroup(true, topics)).isEqualTo("tributary");
    assertThat(plan(false).connect().command())
        .containsSubsequence(
            "127.0.0.1:9092", "8083", StackPlan.workerGroup(false, StackTopics.names()));
  }

  @Test
  void keepsThePasswordOutOfWhatMayBePrinted() {
    PostgresSpec postgres =
        new PostgresSpec("postgres-target", 5432, "s3cret", Path.of("/pg/bin"), root);
    ProcessSpec process = postgres.process(plan.layout());

    assertThat(process.environment()).containsValue("s3cret");
    assertThat(process.command()).noneMatch(argument -> argument.contains("s3cret"));
    assertThat(process + " " + postgres).doesNotContain("s3cret");
  }
}
