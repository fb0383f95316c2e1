package io.tributary.local.init.place;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Makes names that a migration file takes, each once. Not thread-safe. */
public final class ChosenNames {
  private static final int LONGEST_MIGRATION = 30;
  private static final int LONGEST_SOURCE = 20;
  private static final int LONGEST_SCHEMA = 40;

  private final Set<String> sources = new HashSet<>();
  private final Set<String> schemas =
      new HashSet<>(List.of("public", "tributary", "information_schema", "tributary_fence"));

  /** A migration's name made of a word. */
  public static String migration(String word) {
    return label(word, LONGEST_MIGRATION);
  }

  /** Whether a migration can be called so. */
  public static boolean isMigration(String name) {
    return !name.isEmpty() && name.equals(label(name, LONGEST_MIGRATION));
  }

  /** A source's name made of a word, which no other source has. */
  public String source(String word) {
    return unique(label(word, LONGEST_SOURCE), "-", LONGEST_SOURCE, sources);
  }

  /** A schema's name made of a word, which no other schema has. */
  public String schema(String word) {
    String bare =
        word.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "_").replaceAll("^_+|_+$", "");
    String named = bare.matches("[a-z].*") && !bare.startsWith("pg_") ? bare : "s_" + bare;
    return unique(cut(named, LONGEST_SCHEMA), "_", LONGEST_SCHEMA, schemas);
  }

  /** The role of the application to which a source belongs. */
  public static String role(String source, String administrator) {
    String name = source.replace('-', '_');
    boolean taken = name.equals(administrator) || name.equals("postgres") || name.startsWith("pg_");
    return taken ? "app_" + name : name;
  }

  /** The variable for a password. */
  public static String variable(String owner) {
    return owner
            .toUpperCase(Locale.ROOT)
            .replaceAll("[^A-Z0-9_]", "_")
            .replaceAll("^([0-9])", "_$1")
        + "_PASSWORD";
  }

  private static String label(String word, int longest) {
    String bare = word.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String cut = cut(bare.replaceAll("^-+", ""), longest).replaceAll("-+$", "");
    return cut.isEmpty() ? "source" : cut;
  }

  private static String unique(String name, String mark, int longest, Set<String> taken) {
    String chosen = name;
    for (int i = 2; !taken.add(chosen); i++) {
      chosen = cut(name, longest - mark.length() - String.valueOf(i).length()) + mark + i;
    }
    return chosen;
  }

  private static String cut(String name, int longest) {
    return name.length() <= longest ? name : name.substring(0, longest);
  }
}
