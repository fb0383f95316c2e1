package io.tributary.common.message;

import io.tributary.fixture.Checkout;
import io.tributary.fixture.PrintedCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A text in the program, put together from its literals; what is computed is an ellipsis.
 *
 * @param file the source file's name
 * @param text the text
 */
public record PrintedText(String file, String text) {
  private static final Pattern COMMENTS =
      Pattern.compile("(?s)/\\*.*?\\*/|(?m)^\\s*//[^\\n]*|\"\"\".*?\"\"\"");

  private static final Pattern REMARKS = Pattern.compile("(?s)/\\*.*?\\*/|(?m)^\\s*//[^\\n]*");
  private static final Pattern BLOCK = Pattern.compile("(?s)\"\"\"(.*?)\"\"\"");
  private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");
  private static final Pattern COMPUTED =
      Pattern.compile("\"\\s*\\+\\s*[^\";{}]*?(?:\\(\"[^\"]*\"\\)[^\";{}]*?)?\\+\\s*\"");
  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");

  /** All texts of the modules that speak to operators. */
  public static List<PrintedText> all() throws IOException {
    List<PrintedText> texts = new ArrayList<>();
    files().forEach(file -> texts.addAll(of(file)));
    return texts;
  }

  private static List<Path> files() throws IOException {
    Path root = Checkout.root();
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().contains("/src/main/java/"))
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !root.relativize(file).startsWith("bench"))
          .filter(file -> !root.relativize(file).startsWith("docs"))
          .toList();
    }
  }

  private static List<PrintedText> of(Path file) {
    try {
      String source = COMMENTS.matcher(Files.readString(file)).replaceAll(" ");
      String joined = JOINED.matcher(source).replaceAll("");
      String whole = COMPUTED.matcher(joined).replaceAll("…");
      return LITERAL
          .matcher(whole)
          .results()
          .map(match -> new PrintedText(String.valueOf(file.getFileName()), match.group(1)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The statements that are printed, each behind the name of its source file, as {@code
   * printed-statements.txt} spells them; a query of the server may put a message together too.
   */
  static Set<String> statements() throws IOException {
    Set<String> found = new TreeSet<>();
    for (Path file : files()) {
      String name = String.valueOf(file.getFileName());
      String source = REMARKS.matcher(Files.readString(file)).replaceAll(" ");
      List<PrintedText> texts = new ArrayList<>(of(file));
      BLOCK
          .matcher(source)
          .results()
          .forEach(block -> texts.add(new PrintedText(name, block.group(1))));
      texts.stream()
          .flatMap(text -> text.commands().stream())
          .filter(PrintedText::isStatement)
          .forEach(statement -> found.add(name + " " + statement));
      if (source.contains("Sql.printed(")) {
        found.add(name + " …");
      }
    }
    return found;
  }

  /** Whether a command is one, or computed and perhaps one. */
  static boolean isStatement(String command) {
    return command.endsWith(";") || command.equals("%s");
  }

  List<String> commands() {
    return PrintedCommands.in(text);
  }
}
