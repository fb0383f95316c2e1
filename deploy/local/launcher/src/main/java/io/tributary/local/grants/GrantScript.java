package io.tributary.local.grants;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Statements for an administrator, each with a comment that says what it is for. They can be run
 * again.
 */
final class GrantScript {
  private final List<String> parts = new ArrayList<>();

  /** Words alone. */
  GrantScript say(String words) {
    parts.add(comment(words));
    return this;
  }

  /** A statement, without its semicolon, and what it is for. */
  GrantScript run(String why, String statement) {
    parts.add(comment(why) + "\n" + statement + ";");
    return this;
  }

  /** A block of PL/pgSQL, for what depends on the server that it runs on. */
  GrantScript block(String why, String body) {
    StringBuilder tag = new StringBuilder("$grants");
    while (body.contains(tag + "$")) {
      tag.append('_');
    }
    tag.append('$');
    return run(why, "DO " + tag + "\n" + body + " " + tag);
  }

  /** The whole text. */
  String text() {
    return String.join("\n\n", parts);
  }

  /** A name may have line breaks, and what follows one would be a statement. */
  private static String comment(String words) {
    return words.lines().map(line -> ("-- " + line).strip()).collect(Collectors.joining("\n"));
  }
}
