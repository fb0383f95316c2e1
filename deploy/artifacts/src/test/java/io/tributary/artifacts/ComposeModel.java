package io.tributary.artifacts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What compose.yaml uses of the <a href="https://github.com/compose-spec/compose-spec">compose
 * specification</a>, under its names; what is not here does not get past the reader.
 */
record ComposeModel(
    String name,
    @JsonProperty("x-hardened") JsonNode hardened,
    @JsonProperty("x-service") JsonNode service,
    Map<String, Part> services,
    Map<String, Network> networks,
    Map<String, Volume> volumes,
    Map<String, FileSource> configs,
    Map<String, FileSource> secrets) {

  record Part(
      String image,
      String user,
      String hostname,
      boolean read_only,
      List<String> cap_drop,
      List<String> security_opt,
      String restart,
      JsonNode networks,
      List<String> command,
      Map<String, String> environment,
      List<String> tmpfs,
      List<String> volumes,
      List<Mounted> configs,
      List<Mounted> secrets,
      List<String> ports,
      String mem_limit,
      Map<String, Dependency> depends_on,
      HealthCheck healthcheck) {
    Part {
      environment = Optional.ofNullable(environment).orElse(Map.of());
      secrets = Optional.ofNullable(secrets).orElse(List.of());
      volumes = Optional.ofNullable(volumes).orElse(List.of());
      ports = Optional.ofNullable(ports).orElse(List.of());
      depends_on = Optional.ofNullable(depends_on).orElse(Map.of());
    }
  }

  record Dependency(String condition) {}

  record HealthCheck(List<String> test, String interval, String timeout, int retries) {}

  record Network(boolean internal) {}

  record Volume() {}

  record FileSource(String file) {}

  record Mounted(String source, String target) {
    @JsonCreator
    static Mounted of(JsonNode node) {
      return node.isTextual()
          ? new Mounted(node.asText(), null)
          : new Mounted(node.path("source").asText(), node.path("target").asText());
    }
  }
}
