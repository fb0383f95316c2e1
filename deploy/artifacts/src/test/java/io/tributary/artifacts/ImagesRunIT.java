package io.tributary.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The images started without an engine, in the order, with the variables, secrets, mounts and
 * health checks of compose.yaml, all in one network namespace. It takes root and the kernel's
 * namespaces.
 */
class ImagesRunIT {
  private static final List<String> ORDER =
      List.of("broker", "connect", "orchestrator", "cdc", "validator");

  private final List<Process> started = new ArrayList<>();

  @TempDir private Path place;

  @AfterEach
  void end() throws InterruptedException {
    for (int i = started.size() - 1; i >= 0; i--) {
      started.get(i).destroy();
      started.get(i).waitFor();
    }
  }

  @Test
  void everyImageBecomesHealthyOnAReadOnlyRootWithNoRights() throws Exception {
    assumeThat(System.getProperty("user.name")).isEqualTo("root");
    assumeThat(succeeds("unshare", "--net", "--mount", "ip", "link", "set", "lo", "up")).isTrue();
    // given
    ComposeModel model =
        new ObjectMapper()
            .treeToValue(DeployFiles.merged("deploy/compose/compose.yaml"), ComposeModel.class);
    Path secrets = place.resolve("secrets");
    assertThat(
            succeeds(
                "sh",
                DeployFiles.ROOT.resolve("deploy/compose/make-secrets.sh").toString(),
                secrets.toString()))
        .isTrue();
    Process network =
        new ProcessBuilder(
                "unshare", "--net", "sh", "-c", "ip link set lo up && exec sleep infinity")
            .start();
    started.add(network);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                succeeds(
                    "nsenter",
                    "--target",
                    String.valueOf(network.pid()),
                    "--net",
                    "sh",
                    "-c",
                    "ip link show lo | grep -q UP && ! ip link show | grep -q eth"));
    Path hosts =
        Files.writeString(
            place.resolve("hosts"), "127.0.0.1 localhost broker connect.inside cdc\n");

    for (String name : ORDER) {
      // when
      ImageContainer container =
          ImageContainer.start(model, name, place, network.pid(), secrets, hosts, Map.of());
      started.add(container.process());

      // then
      awaitHealth(name, container);
    }

    // when: its login comes by variables, as deploy/kubernetes has it
    Process last = started.remove(started.size() - 1);
    last.destroy();
    last.waitFor();
    Properties login = new Properties();
    try (Reader reader = Files.newBufferedReader(secrets.resolve("kafka/validator.properties"))) {
      login.load(reader);
    }
    Map<String, String> variables = new HashMap<>(Map.of("TRIBUTARY_KAFKA_PROPERTIES_FILE", ""));
    login.forEach(
        (key, value) ->
            variables.put(
                "KAFKA_" + key.toString().replace('.', '_').toUpperCase(Locale.ROOT),
                value.toString()));
    ImageContainer container =
        ImageContainer.start(model, "validator", place, network.pid(), secrets, hosts, variables);
    started.add(container.process());

    // then
    awaitHealth("validator", container);
  }

  private static void awaitHealth(String name, ImageContainer container) throws IOException {
    await()
        .alias(name + ", whose log is " + container.log())
        .atMost(Duration.ofSeconds(180))
        .pollInterval(Duration.ofSeconds(1))
        .until(container::healthy);
    assertThat(Files.readString(container.log())).as(name).doesNotContain("Read-only file system");
  }

  private static boolean succeeds(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
  }
}
