package io.tributary.orchestrator.revision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tributary.common.json.Json;
import io.tributary.common.plan.Migration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/**
 * Finds which keys two migration files say differently, by the names that they have in the file;
 * sources by their names, so that their order is no change. Whatever a file may say is compared, so
 * a key that is added later is not overlooked here. Pure.
 */
public final class PlanChanges {
  /** Parts of the plan that are called otherwise in the file; empty where they are no level. */
  private static final Map<String, String> WORDS =
      Map.of(
          "name", "migration",
          "converted", "",
          "ddlFile", "ddl",
          "switchActions", "switch",
          "acceptQuarantinedNames", "accept-quarantined");

  /** What stands below these are names of the operator's. */
  private static final Set<String> OWN_NAMES =
      Set.of("schemas", "tables", "columns", "accept-quarantined");

  private PlanChanges() {}

  /** Such as {@code cutover.time-limit-millis} or {@code sources.legacy.on-invalid}. */
  public static Set<String> between(Migration before, Migration after) {
    Set<String> changed = new TreeSet<>();
    compare("", tree(before), tree(after), changed);
    return changed;
  }

  private static JsonNode tree(Migration plan) {
    return Json.read(Json.write(plan), JsonNode.class);
  }

  private static void compare(String path, JsonNode before, JsonNode after, Set<String> changed) {
    if (before.equals(after)) {
      return;
    }
    if (path.equals("sources")) {
      compareSources(before, after, changed);
    } else if (before.isObject() && after.isObject()) {
      names(before, after)
          .forEach(
              name -> compare(below(path, name), before.path(name), after.path(name), changed));
    } else {
      changed.add(path);
    }
  }

  private static void compareSources(JsonNode before, JsonNode after, Set<String> changed) {
    Set<String> all = new TreeSet<>();
    before.forEach(source -> all.add(source.path("name").asText()));
    after.forEach(source -> all.add(source.path("name").asText()));
    for (String name : all) {
      compare("sources." + name, named(before, name), named(after, name), changed);
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

  private static String below(String path, String name) {
    if (OWN_NAMES.contains(path.substring(path.lastIndexOf('.') + 1))) {
      return path + "." + name;
    }
    String word = WORDS.getOrDefault(name, name);
    if (word.isEmpty()) {
      return path;
    }
    boolean key = word.matches("[a-z]+([A-Z][a-z]*)+");
    String written = key ? word.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT) : word;
    return path.isEmpty() ? written : path + "." + written;
  }
}
