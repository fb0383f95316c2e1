package io.tributary.orchestrator.revision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tributary.common.json.Json;
import io.tributary.common.plan.Migration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/**
 * Finds which keys two migration files say differently, by the names that they have in the file;
 * sources by their names, so that their order is no change. Whatever a file may say is compared, so
 * a key that is added later is not overlooked here. Pure.
 */
public final class PlanChanges {
  private final Set<String> changed = new TreeSet<>();

  private PlanChanges() {}

  /** Such as {@code cutover.time-limit-millis} or {@code sources.legacy.on-invalid}. */
  public static Set<String> between(Migration before, Migration after) {
    PlanChanges changes = new PlanChanges();
    changes.compare(FileKey.WHOLE, tree(before), tree(after));
    return changes.changed;
  }

  private static JsonNode tree(Migration plan) {
    return Json.read(Json.write(plan), JsonNode.class);
  }

  private void compare(FileKey key, JsonNode before, JsonNode after) {
    if (before.equals(after)) {
      return;
    }
    if (key.path().equals("sources")) {
      compareSources(before, after);
    } else if (before.isObject() && after.isObject() && !key.isWhole()) {
      names(before, after)
          .forEach(name -> compare(key.below(name), before.path(name), after.path(name)));
    } else {
      changed.add(key.path());
    }
  }

  private void compareSources(JsonNode before, JsonNode after) {
    Set<String> all = new TreeSet<>();
    before.forEach(source -> all.add(source.path("name").asText()));
    after.forEach(source -> all.add(source.path("name").asText()));
    for (String name : all) {
      JsonNode was = named(before, name);
      compare(FileKey.source(name, was.path("kind").asText()), was, named(after, name));
    }
  }

  private static JsonNode named(JsonNode sources, String name) {
    return StreamSupport.stream(sources.spliterator(), false)
        .filter(source -> source.path("name").asText().equals(name))
        .findFirst()
        .orElseGet(MissingNode::getInstance);
  }

  private static Set<String> names(JsonNode before, JsonNode after) {
    Set<String> names = new TreeSet<>();
    before.fieldNames().forEachRemaining(names::add);
    after.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
