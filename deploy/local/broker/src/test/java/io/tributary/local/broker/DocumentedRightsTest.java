package io.tributary.local.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;
import org.junit.jupiter.api.Test;

/**
 * The commands that docs/security.md prints for a Kafka of one's own give what the embedded broker
 * gives, which {@link BrokerAccessIT} tries.
 */
class DocumentedRightsTest {
  private static final String BEGIN = "```sh kafka-acls\n";

  @Test
  void areThoseOfTheEmbeddedBroker() throws Exception {
    assertThat(documented())
        .containsExactlyInAnyOrderElementsOf(new BrokerRights("tributary", "tributary").bindings());
  }

  @Test
  void letNobodyButTheOrchestratorWriteDesiredState() throws Exception {
    for (String other : List.of("cdc", "validator", "connect", "operator")) {
      assertThat(mayWrite(other, "tributary.desired")).as(other).isFalse();
    }
    assertThat(mayWrite("orchestrator", "tributary.desired")).isTrue();
    assertThat(mayWrite("cdc", "tributary.shop.orders.dead-letters")).isTrue();
  }

  /** As Kafka decides: a denial wins, and what is not allowed is denied. */
  private static boolean mayWrite(String principal, String topic) throws IOException {
    Set<AclPermissionType> found = new HashSet<>();
    for (AclBinding binding : documented()) {
      boolean covers =
          binding.pattern().patternType() == PatternType.PREFIXED
              ? topic.startsWith(binding.pattern().name())
              : topic.equals(binding.pattern().name());
      AclOperation operation = binding.entry().operation();
      if (binding.pattern().resourceType() == ResourceType.TOPIC
          && covers
          && binding.entry().principal().equals("User:" + principal)
          && (operation == AclOperation.WRITE || operation == AclOperation.ALL)) {
        found.add(binding.entry().permissionType());
      }
    }
    return found.equals(Set.of(AclPermissionType.ALLOW));
  }

  private static Set<AclBinding> documented() throws IOException {
    String page = Files.readString(page());
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    Set<AclBinding> bindings = new HashSet<>();
    page.substring(begin, page.indexOf("```", begin))
        .lines()
        .filter(line -> line.startsWith("acl --"))
        .forEach(line -> bindings.addAll(Command.of(line).bindings()));
    return bindings;
  }

  private static Path page() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("docs/security.md"))) {
      directory = directory.getParent();
    }
    return directory.resolve("docs/security.md");
  }

  /** One line, as kafka-acls.sh reads it. */
  private record Command(List<AccessControlEntry> entries, List<ResourcePattern> patterns) {

    static Command of(String line) {
      String principal = "";
      AclPermissionType permission = AclPermissionType.ALLOW;
      PatternType type = PatternType.LITERAL;
      List<AclOperation> operations = new ArrayList<>();
      List<String> topics = new ArrayList<>();
      List<String> groups = new ArrayList<>();
      boolean cluster = false;
      String[] words = line.split(" ");
      for (int i = 1; i < words.length; i++) {
        switch (words[i]) {
          case "--allow-principal" -> principal = words[++i];
          case "--deny-principal" -> {
            principal = words[++i];
            permission = AclPermissionType.DENY;
          }
          case "--operation" -> operations.add(SecurityUtils.operation(words[++i]));
          case "--topic" -> topics.add(words[++i]);
          case "--group" -> groups.add(words[++i]);
          case "--cluster" -> cluster = true;
          case "--resource-pattern-type" ->
              type = PatternType.fromString(words[++i].toUpperCase(Locale.ROOT));
          default -> throw new IllegalArgumentException(words[i] + " in " + line);
        }
      }
      List<ResourcePattern> patterns = new ArrayList<>();
      for (String topic : topics) {
        patterns.add(new ResourcePattern(ResourceType.TOPIC, topic, type));
      }
      for (String group : groups) {
        patterns.add(new ResourcePattern(ResourceType.GROUP, group, type));
      }
      if (cluster) {
        patterns.add(
            new ResourcePattern(ResourceType.CLUSTER, "kafka-cluster", PatternType.LITERAL));
      }
      List<AccessControlEntry> entries = new ArrayList<>();
      for (AclOperation operation : operations) {
        entries.add(new AccessControlEntry(principal, "*", operation, permission));
      }
      return new Command(entries, patterns);
    }

    Set<AclBinding> bindings() {
      Set<AclBinding> bindings = new HashSet<>();
      for (ResourcePattern pattern : patterns) {
        for (AccessControlEntry entry : entries) {
          bindings.add(new AclBinding(pattern, entry));
        }
      }
      return bindings;
    }
  }
}
