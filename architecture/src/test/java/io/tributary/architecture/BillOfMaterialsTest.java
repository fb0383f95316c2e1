package io.tributary.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The bill of materials that the build has just written (CycloneDX, as JSON). */
class BillOfMaterialsTest {
  private static final Path BILL = Path.of("target/tributary-bom.json");

  @Test
  void namesWhatTheServicesAreMadeOf() throws IOException {
    assertThat(components().stream().map(part -> part.path("name").asText()))
        .contains(
            "kafka-clients",
            "connect-runtime",
            "debezium-connector-postgres",
            "quarkus-rest",
            "vertx-pg-client",
            "postgresql",
            "sqlite-jdbc",
            "pgvector");
  }

  @Test
  void hasALicenceForEveryDependency() throws IOException {
    List<String> without =
        components().stream()
            .filter(part -> !part.path("group").asText().equals("io.tributary"))
            .filter(part -> part.path("licenses").isEmpty())
            .map(part -> part.path("purl").asText())
            .toList();
    assertThat(without).isEmpty();
  }

  private static List<JsonNode> components() throws IOException {
    JsonNode parts = new ObjectMapper().readTree(BILL.toFile()).path("components");
    return StreamSupport.stream(parts.spliterator(), false).toList();
  }
}
