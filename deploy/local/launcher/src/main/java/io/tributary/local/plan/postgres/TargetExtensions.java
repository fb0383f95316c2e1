package io.tributary.local.plan.postgres;

import io.tributary.checks.install.ExtensionInstall;
import io.tributary.checks.install.ServerBuild;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which extensions the target has or can make.
 *
 * @param homes the schema of each that is there
 * @param available those that can be made; null where the target could not be asked
 * @param shared the schema in which others are made
 * @param build who packaged the server
 */
public record TargetExtensions(
    Map<String, String> homes, @Nullable Set<String> available, String shared, ServerBuild build) {
  /** First column: name and schema of what is there, with {@link #BETWEEN} between them. */
  public static final String INSTALLED =
      "SELECT e.extname || E'\\x1f' || n.nspname FROM pg_catalog.pg_extension e"
          + " JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace";

  /** The names of those that can be made. */
  public static final String AVAILABLE = "SELECT name FROM pg_catalog.pg_available_extensions";

  /** Between a name and its schema. */
  public static final String BETWEEN = "\u001f";

  /** Copies what it is given. */
  public TargetExtensions {
    homes = Map.copyOf(homes);
    available = available == null ? null : Set.copyOf(available);
  }

  /** Of a target that could not be asked. */
  public static TargetExtensions unknown(String shared) {
    return new TargetExtensions(Map.of(), null, shared, ServerBuild.of(""));
  }

  /** The schema in which an extension's types are in the target. */
  String home(String extension) {
    return homes.getOrDefault(extension, shared);
  }

  /** Why tables that use an extension cannot move; empty where they can, or nobody knows. */
  Optional<String> missing(String extension) {
    if (available == null || homes.containsKey(extension) || available.contains(extension)) {
      return Optional.empty();
    }
    return Optional.of(
        "A table uses the extension %s, which the target does not have. %s"
            .formatted(extension, ExtensionInstall.of(extension, build)));
  }
}
