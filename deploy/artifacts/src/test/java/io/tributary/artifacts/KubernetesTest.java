package io.tributary.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.strimzi.api.kafka.model.connect.KafkaConnect;
import io.strimzi.api.kafka.model.connect.KafkaConnectSpec;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.kafka.KafkaClusterSpec;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/kubernetes}, read strictly by the typed models of Kubernetes and Strimzi. */
class KubernetesTest {
  private static final List<String> SERVICES = List.of("orchestrator", "cdc", "validator");
  private static final Path KUBECTL = Path.of("/usr/bin/kubectl");

  private KubernetesModel model;

  @BeforeEach
  void read() throws IOException {
    model = KubernetesModel.read();
  }

  @Test
  void aFieldThatNoModelKnowsIsRefused() throws IOException {
    for (String file : List.of("connect.yaml", "network.yaml", "cdc.yaml")) {
      JsonNode document = DeployFiles.documents(KubernetesModel.PLACE + file).get(0);
      ((ObjectNode) document.path("spec")).put("replicass", 2);
      assertThatThrownBy(() -> KubernetesModel.typed(document)).hasMessageContaining("replicass");
    }
  }

  @Test
  void everyVariableIsOneThatIsReadAndSecretsComeByReference() throws IOException {
    Set<String> known = ServiceVariables.ofServices();
    for (String name : SERVICES) {
      for (EnvVar variable : container(name).getEnv()) {
        assertThat(known).as(name).contains(variable.getName());
        if (variable.getName().equals("KAFKA_SASL_JAAS_CONFIG")) {
          assertThat(variable.getValueFrom().getSecretKeyRef().getName()).isEqualTo(name);
        } else if (variable.getName().matches(".*(PASSWORD|TOKENS_FILE|_KEY|KEY_FILES).*")) {
          assertThat(variable.getValue()).as(variable.getName()).containsPattern("^(file:)?/mnt/");
        }
      }
    }
  }

  @Test
  void everyPathThatAVariableNamesIsMounted() {
    for (String name : SERVICES) {
      PodSpec pod = pod(name);
      List<String> mounts =
          container(name).getVolumeMounts().stream().map(VolumeMount::getMountPath).toList();
      container(name).getEnv().stream()
          .map(EnvVar::getValue)
          .filter(value -> value != null && value.contains("/mnt/"))
          .flatMap(value -> Stream.of(value.replaceFirst("^file:", "").split(",")))
          .filter(path -> path.startsWith("/mnt/"))
          .forEach(path -> assertThat(mounts).anyMatch(path::startsWith));
      assertThat(pod.getVolumes().stream().map(Volume::getName))
          .containsExactlyInAnyOrderElementsOf(
              container(name).getVolumeMounts().stream().map(VolumeMount::getName).toList());
    }
  }

  @Test
  void servicesRunAsNobodyOfTheNodeAndWriteOnlyWhereTheyHaveTo() {
    for (String name : SERVICES) {
      assertThat(pod(name).getSecurityContext().getRunAsNonRoot()).isTrue();
      assertThat(pod(name).getSecurityContext().getRunAsUser()).isEqualTo(10001L);
      assertThat(pod(name).getAutomountServiceAccountToken()).isFalse();
      assertThat(container(name).getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
      assertThat(container(name).getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
      assertThat(container(name).getSecurityContext().getCapabilities().getDrop())
          .containsExactly("ALL");
      assertThat(
              container(name).getVolumeMounts().stream()
                  .filter(mount -> !Boolean.TRUE.equals(mount.getReadOnly()))
                  .map(VolumeMount::getMountPath))
          .containsExactly("/tmp");
    }
  }

  @Test
  void probesAskWhatAStrangerMayAsk() throws IOException {
    String open = Files.readString(DeployFiles.ROOT.resolve("docs/security.md"));
    for (String name : SERVICES) {
      Container container = container(name);
      for (Probe probe :
          List.of(
              container.getStartupProbe(),
              container.getLivenessProbe(),
              container.getReadinessProbe())) {
        assertThat(open).contains("`" + probe.getHttpGet().getPath() + "`");
        assertThat(probe.getHttpGet().getScheme()).isEqualTo("HTTPS");
        assertThat(probe.getHttpGet().getHttpHeaders().get(0).getValue()).isEqualTo("localhost");
      }
    }
  }

  @Test
  void twoOfEachServiceAndOneOfThemMayBeAwayAtATime() {
    for (String name : SERVICES) {
      StatefulSet set = model.named(StatefulSet.class, "tributary-" + name);
      PodDisruptionBudget budget = model.named(PodDisruptionBudget.class, "tributary-" + name);
      assertThat(set.getSpec().getReplicas()).isEqualTo(2);
      assertThat(budget.getSpec().getMaxUnavailable().getIntVal()).isEqualTo(1);
      assertThat(budget.getSpec().getSelector()).isEqualTo(set.getSpec().getSelector());
      assertThat(set.getSpec().getTemplate().getMetadata().getLabels())
          .containsAllEntriesOf(set.getSpec().getSelector().getMatchLabels());
    }
  }

  @Test
  void topicsAreKeptThreeTimesAndConfirmedByTwo() {
    assertThat(model.all(KafkaNodePool.class))
        .singleElement()
        .satisfies(pool -> assertThat(pool.getSpec().getReplicas()).isEqualTo(3));
    assertThat(model.named(Kafka.class, "tributary").getSpec().getKafka().getConfig())
        .containsEntry("default.replication.factor", 3)
        .containsEntry("min.insync.replicas", 2);
    for (String name : SERVICES) {
      assertThat(container(name).getEnv())
          .contains(new EnvVar("TRIBUTARY_TOPIC_REPLICATION_FACTOR", "3", null));
    }
  }

  @Test
  void strimziTakesEverySettingOfBrokersAndWorkers() {
    assertThat(model.named(Kafka.class, "tributary").getSpec().getKafka().getConfig().keySet())
        .noneMatch(
            key ->
                forbidden(
                    key,
                    KafkaClusterSpec.FORBIDDEN_PREFIXES,
                    KafkaClusterSpec.FORBIDDEN_PREFIX_EXCEPTIONS));
    assertThat(worker().keySet()).noneMatch(KubernetesTest::forbiddenForConnect);
  }

  @Test
  void theWorkersHaveTheSettingsOfOurOwn() throws IOException {
    Properties own = new Properties();
    try (var in =
        Files.newInputStream(
            DeployFiles.ROOT.resolve("deploy/local/connect/src/main/config/worker.properties"))) {
      own.load(in);
    }
    // The one that is right for a single worker alone.
    own.remove("scheduled.rebalance.max.delay.ms");
    for (String key : own.stringPropertyNames()) {
      if (!forbiddenForConnect(key)) {
        assertThat(worker().get(key)).as(key).asString().isEqualTo(own.getProperty(key));
      }
    }
  }

  @Test
  void onlyCdcServiceAndTheWorkersReachTheWorkers() {
    NetworkPolicy policy = model.named(NetworkPolicy.class, "tributary-connect");
    assertThat(policy.getSpec().getIngress()).hasSize(1);
    assertThat(policy.getSpec().getIngress().get(0).getFrom())
        .extracting(peer -> peer.getPodSelector().getMatchLabels())
        .containsExactlyInAnyOrder(
            model
                .named(StatefulSet.class, "tributary-cdc")
                .getSpec()
                .getSelector()
                .getMatchLabels(),
            policy.getSpec().getPodSelector().getMatchLabels());
  }

  @Test
  void kustomizeRendersTheSameResources(@TempDir Path directory) throws Exception {
    assumeThat(KUBECTL).isExecutable();
    Path rendered = directory.resolve("rendered.yaml");
    Process kubectl =
        new ProcessBuilder(
                KUBECTL.toString(),
                "kustomize",
                DeployFiles.ROOT.resolve(KubernetesModel.PLACE).toString())
            .redirectOutput(rendered.toFile())
            .start();
    assertThat(kubectl.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(kubectl.exitValue()).isZero();
    Set<String> names = new HashSet<>();
    try (var documents =
        new YAMLMapper().readerFor(JsonNode.class).<JsonNode>readValues(rendered.toFile())) {
      while (documents.hasNext()) {
        var resource = KubernetesModel.typed(documents.next());
        assertThat(resource.getMetadata().getNamespace()).isEqualTo("tributary");
        names.add(resource.getKind() + resource.getMetadata().getName());
      }
    }
    assertThat(names)
        .containsExactlyInAnyOrderElementsOf(
            model.resources().stream().map(r -> r.getKind() + r.getMetadata().getName()).toList());
  }

  private Map<String, Object> worker() {
    return model.named(KafkaConnect.class, "tributary").getSpec().getConfig();
  }

  private static boolean forbiddenForConnect(String key) {
    return forbidden(
        key, KafkaConnectSpec.FORBIDDEN_PREFIXES, KafkaConnectSpec.FORBIDDEN_PREFIX_EXCEPTIONS);
  }

  private static boolean forbidden(String key, String prefixes, String exceptions) {
    return Stream.of(prefixes.split(", *")).anyMatch(key::startsWith)
        && !List.of(exceptions.split(", *")).contains(key);
  }

  private PodSpec pod(String name) {
    return model.named(StatefulSet.class, "tributary-" + name).getSpec().getTemplate().getSpec();
  }

  private Container container(String name) {
    return pod(name).getContainers().get(0);
  }
}
