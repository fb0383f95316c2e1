package io.tributary.artifacts;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.strimzi.api.kafka.model.connect.KafkaConnect;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The resources of {@code deploy/kubernetes} by the typed models of Kubernetes (fabric8) and of
 * Strimzi.
 *
 * @param resources in the order of kustomization.yaml
 */
record KubernetesModel(List<HasMetadata> resources) {
  static final String PLACE = "deploy/kubernetes/";

  private static final Map<String, Class<? extends HasMetadata>> KINDS =
      Map.of(
          "v1 Service", Service.class,
          "apps/v1 StatefulSet", StatefulSet.class,
          "policy/v1 PodDisruptionBudget", PodDisruptionBudget.class,
          "networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class,
          "kafka.strimzi.io/v1beta2 Kafka", Kafka.class,
          "kafka.strimzi.io/v1beta2 KafkaNodePool", KafkaNodePool.class,
          "kafka.strimzi.io/v1beta2 KafkaConnect", KafkaConnect.class,
          "kafka.strimzi.io/v1beta2 KafkaUser", KafkaUser.class);

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /** Reads all of them; a field that a model does not know is an error. */
  static KubernetesModel read() throws IOException {
    List<HasMetadata> resources = new ArrayList<>();
    for (JsonNode file :
        DeployFiles.documents(PLACE + "kustomization.yaml").get(0).path("resources")) {
      for (JsonNode document : DeployFiles.documents(PLACE + file.asText())) {
        resources.add(typed(document));
      }
    }
    return new KubernetesModel(resources);
  }

  /**
   * These models keep what they do not know instead of refusing it, so what was read is written
   * again: every name of the document has to come back from a field of the model.
   */
  static HasMetadata typed(JsonNode document) throws IOException {
    String kind = document.path("apiVersion").asText() + " " + document.path("kind").asText();
    Class<? extends HasMetadata> type = KINDS.get(kind);
    if (type == null) {
      throw new IllegalArgumentException(kind + " has no model here.");
    }
    HasMetadata resource = JSON.treeToValue(document, type);
    List<String> unknown = new ArrayList<>();
    UnknownFields.find(resource, kind, unknown);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("Fields that no model knows: " + new TreeSet<>(unknown));
    }
    return resource;
  }

  <T extends HasMetadata> List<T> all(Class<T> type) {
    return resources.stream().filter(type::isInstance).map(type::cast).toList();
  }

  <T extends HasMetadata> T named(Class<T> type, String name) {
    return all(type).stream()
        .filter(resource -> resource.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(type.getSimpleName() + " " + name + " is missing."));
  }
}
