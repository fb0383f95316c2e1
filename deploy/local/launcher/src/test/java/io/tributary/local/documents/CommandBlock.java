package io.tributary.local.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A block of a document that a reader types into a shell.
 *
 * @param page of the checkout, such as {@code docs/tutorials.md}
 * @param commands as they are written
 * @param shown the lines of the block of output that follows at once; empty where there is none
 */
record CommandBlock(String page, String commands, List<String> shown) {
  private static final String FENCE = "```";

  /** All blocks of a page that are marked as {@code sh}, or not at all. */
  static List<CommandBlock> of(Path checkout, String page) throws IOException {
    List<CommandBlock> blocks = new ArrayList<>();
    List<String> open = null;
    String kind = "";
    int last = -2;
    int number = 0;
    for (String line : Files.readAllLines(checkout.resolve(page))) {
      number++;
      if (!line.startsWith(FENCE)) {
        if (open != null) {
          open.add(line);
        }
      } else if (open == null) {
        open = new ArrayList<>();
        kind = line.substring(FENCE.length());
        if (kind.equals("text") && last == number - 1) {
          kind = "shown";
        }
      } else {
        if (kind.isEmpty() || kind.equals("sh")) {
          blocks.add(new CommandBlock(page, String.join("\n", open), List.of()));
          last = number;
        } else if (kind.equals("shown")) {
          CommandBlock typed = blocks.remove(blocks.size() - 1);
          blocks.add(new CommandBlock(page, typed.commands, List.copyOf(open)));
        }
        open = null;
      }
    }
    return blocks;
  }

  /** The first line, by which a block is named in lists. */
  String firstLine() {
    return commands.lines().findFirst().orElse("");
  }

  /** Whether it starts what stays, which needs a terminal of its own. */
  boolean stays() {
    return commands.lines().anyMatch(line -> line.startsWith("./tributary up"));
  }

  /** What has to be seen, a regular expression for each line; "…" stands for anything. */
  List<String> expected() {
    return shown.stream().map(CommandBlock::expression).toList();
  }

  private static String expression(String line) {
    return Stream.of(line.strip().split("…", -1))
        .map(part -> part.isEmpty() ? "" : Pattern.quote(part))
        .collect(Collectors.joining(".*"));
  }
}
