package io.tributary.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimple;
import io.strimzi.api.kafka.model.user.acl.AclRule;
import io.strimzi.api.kafka.model.user.acl.AclRuleGroupResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTopicResource;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The users of {@code deploy/kubernetes} may do what docs/security.md says, and nothing else. */
class KafkaUsersTest {

  @Test
  void mayWhatTheListOfTheDocumentSays() throws IOException {
    // given
    Set<String> wanted = new TreeSet<>();
    String text = Files.readString(DeployFiles.ROOT.resolve("docs/security.md"));
    String list = text.substring(text.indexOf("```sh kafka-acls"));
    for (String line : list.substring(0, list.indexOf("\n```")).split("\n")) {
      if (line.startsWith("acl --")) {
        add(List.of(line.split(" ")), wanted);
      }
    }

    // when
    Set<String> found = new TreeSet<>();
    for (KafkaUser user : KubernetesModel.read().all(KafkaUser.class)) {
      var rights = (KafkaUserAuthorizationSimple) user.getSpec().getAuthorization();
      for (AclRule rule : rights.getAcls()) {
        rule.getOperations()
            .forEach(
                operation ->
                    found.add(
                        "%s %s %s %s"
                            .formatted(
                                rule.getType().toValue(),
                                user.getMetadata().getName(),
                                operation.toValue().toLowerCase(),
                                resource(rule.getResource()))));
      }
    }

    // then
    assertThat(wanted).hasSizeGreaterThan(60);
    assertThat(found).isEqualTo(wanted);
  }

  private static void add(List<String> words, Set<String> wanted) {
    List<String> operations = new ArrayList<>();
    List<String> resources = new ArrayList<>();
    String pattern = words.contains("prefixed") ? "prefix" : "literal";
    for (int i = 0; i + 1 < words.size(); i++) {
      switch (words.get(i)) {
        case "--operation" -> operations.add(words.get(i + 1).toLowerCase());
        case "--topic" -> resources.add("topic " + words.get(i + 1) + " " + pattern);
        case "--group" -> resources.add("group " + words.get(i + 1) + " " + pattern);
        default -> {}
      }
    }
    if (words.contains("--cluster")) {
      resources.add("cluster");
    }
    String type = words.get(1).substring(2).replace("-principal", "");
    String user = words.get(2).substring("User:".length());
    for (String resource : resources) {
      operations.forEach(
          operation -> wanted.add("%s %s %s %s".formatted(type, user, operation, resource)));
    }
  }

  private static String resource(AclRuleResource resource) {
    if (resource instanceof AclRuleTopicResource topic) {
      return "topic " + topic.getName() + " " + topic.getPatternType().toValue();
    }
    if (resource instanceof AclRuleGroupResource group) {
      return "group " + group.getName() + " " + group.getPatternType().toValue();
    }
    return "cluster";
  }
}
