package io.tributary.local.broker;

import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** Access control lists while they are written down. Not thread-safe. */
final class AclList {
  private static final String ANY_HOST = "*";

  private final Set<AclBinding> bindings = new HashSet<>();

  /** What one principal may do, to be said. */
  Rule of(ServicePrincipal principal) {
    return new Rule(userOf(principal));
  }

  /** The name of a principal in access control lists. */
  static String userOf(ServicePrincipal principal) {
    return "User:" + principal.principal();
  }

  /** Everything that was said. */
  Set<AclBinding> bindings() {
    return Set.copyOf(bindings);
  }

  /** Adds what one principal may do; what it may not goes before what it may. */
  final class Rule {
    private final String user;

    private Rule(String user) {
      this.user = user;
    }

    void topic(String name, AclOperation... operations) {
      add(ResourceType.TOPIC, name, PatternType.LITERAL, AclPermissionType.ALLOW, operations);
    }

    void topicsBelow(String prefix, AclOperation... operations) {
      add(ResourceType.TOPIC, prefix, PatternType.PREFIXED, AclPermissionType.ALLOW, operations);
    }

    void notTopic(String name, AclOperation... operations) {
      add(ResourceType.TOPIC, name, PatternType.LITERAL, AclPermissionType.DENY, operations);
    }

    void group(String name, AclOperation... operations) {
      add(ResourceType.GROUP, name, PatternType.LITERAL, AclPermissionType.ALLOW, operations);
    }

    void groupsBelow(String prefix, AclOperation... operations) {
      add(ResourceType.GROUP, prefix, PatternType.PREFIXED, AclPermissionType.ALLOW, operations);
    }

    void cluster(AclOperation... operations) {
      add(
          ResourceType.CLUSTER,
          Resource.CLUSTER_NAME,
          PatternType.LITERAL,
          AclPermissionType.ALLOW,
          operations);
    }

    private void add(
        ResourceType type,
        String name,
        PatternType pattern,
        AclPermissionType permission,
        AclOperation... operations) {
      for (AclOperation operation : operations) {
        bindings.add(
            new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry(user, ANY_HOST, operation, permission)));
      }
    }
  }
}
