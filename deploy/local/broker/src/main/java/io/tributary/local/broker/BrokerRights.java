package io.tributary.local.broker;

import static org.apache.kafka.common.acl.AclOperation.ALL;
import static org.apache.kafka.common.acl.AclOperation.ALTER;
import static org.apache.kafka.common.acl.AclOperation.ALTER_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import io.tributary.local.broker.AclList.Rule;
import java.util.Set;
import org.apache.kafka.common.acl.AclBinding;

/**
 * What each principal may do, as access control lists of Kafka; pure. Kafka's patterns end in
 * anything but begin with something, so change topics ({@code PREFIX.migration.source.changes}) are
 * given by the prefix, and the topics of state, which have it too, are taken back by name.
 *
 * @param prefix the first part of all topics
 * @param workerGroup the group of the Connect worker, and the prefix of its own topics
 */
record BrokerRights(String prefix, String workerGroup) {
  /** The lists of all principals. */
  Set<AclBinding> bindings() {
    AclList lists = new AclList();
    orchestrator(lists);
    cdc(lists);
    validator(lists);
    connect(lists);
    operator(lists);
    return lists.bindings();
  }

  private void orchestrator(AclList lists) {
    Rule may = lists.of(ServicePrincipal.ORCHESTRATOR);
    may.topicsBelow(prefix + ".", READ, DESCRIBE, DESCRIBE_CONFIGS);
    for (String own :
        new String[] {
          "desired", "observed", "progress", "validation", "cutover", "audit", "shares"
        }) {
      may.topic(state(own), CREATE, ALTER_CONFIGS);
    }
    for (String written : new String[] {"desired", "observed", "cutover", "audit"}) {
      may.topic(state(written), WRITE);
    }
    may.group(prefix + "-orchestrator", READ);
    may.cluster(DESCRIBE);
  }

  private void cdc(AclList lists) {
    Rule may = lists.of(ServicePrincipal.CDC);
    may.topicsBelow(
        prefix + ".", READ, WRITE, CREATE, DELETE, ALTER, ALTER_CONFIGS, DESCRIBE_CONFIGS);
    for (String others : new String[] {"desired", "validation", "cutover", "shares"}) {
      may.notTopic(state(others), WRITE, DELETE, ALTER, ALTER_CONFIGS);
    }
    may.notTopic(state("audit"), DELETE, ALTER, ALTER_CONFIGS);
    for (String kept : new String[] {"observed", "progress"}) {
      may.notTopic(state(kept), DELETE);
    }
    denyWorkerTopics(may);
    may.group(prefix + "-cdc", READ);
    may.groupsBelow(prefix + "-compared.", DESCRIBE);
    may.groupsBelow("tributary-apply.", READ);
    may.cluster(DESCRIBE);
  }

  private void validator(AclList lists) {
    Rule may = lists.of(ServicePrincipal.VALIDATOR);
    may.topicsBelow(prefix + ".", READ, DESCRIBE, DESCRIBE_CONFIGS);
    for (String own : new String[] {"desired", "observed", "validation", "shares"}) {
      may.topic(state(own), CREATE, ALTER_CONFIGS);
    }
    may.topic(state("observed"), WRITE);
    may.topic(state("validation"), WRITE);
    may.topic(state("audit"), WRITE);
    denyWorkerTopics(may);
    may.group(prefix + "-validator", READ);
    may.groupsBelow(prefix + "-compared.", READ);
    may.cluster(DESCRIBE);
  }

  private void connect(AclList lists) {
    Rule may = lists.of(ServicePrincipal.CONNECT);
    may.topicsBelow(prefix + ".", WRITE, CREATE, DESCRIBE, DESCRIBE_CONFIGS);
    for (String state :
        new String[] {
          "desired", "observed", "progress", "validation", "cutover", "audit", "shares"
        }) {
      may.notTopic(state(state), ALL);
    }
    for (String own : workerTopics()) {
      may.topic(own, READ, WRITE, CREATE, DESCRIBE, DESCRIBE_CONFIGS);
    }
    may.group(workerGroup, READ);
    may.cluster(DESCRIBE);
  }

  private void operator(AclList lists) {
    Rule may = lists.of(ServicePrincipal.OPERATOR);
    may.topicsBelow(prefix + ".", READ, DESCRIBE, DESCRIBE_CONFIGS);
    denyWorkerTopics(may);
    may.groupsBelow("operator", READ, DELETE);
    // The console consumer of Kafka makes up its groups.
    may.groupsBelow("console-consumer-", READ, DELETE);
    may.cluster(DESCRIBE);
  }

  private void denyWorkerTopics(Rule rule) {
    for (String topic : workerTopics()) {
      rule.notTopic(topic, ALL);
    }
  }

  private String[] workerTopics() {
    return new String[] {
      workerGroup + ".connect.configs",
      workerGroup + ".connect.offsets",
      workerGroup + ".connect.statuses"
    };
  }

  private String state(String name) {
    return prefix + "." + name;
  }
}
