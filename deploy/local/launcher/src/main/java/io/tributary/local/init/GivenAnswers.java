package io.tributary.local.init;

import io.tributary.local.client.CommandFailure;
import io.tributary.local.client.ExitStatus;
import io.tributary.local.init.place.ChosenNames;
import io.tributary.local.init.place.PostgresUrl;
import io.tributary.local.init.place.SourcePlace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to have moved.
 *
 * @param sources at least one
 * @param target where everything goes
 * @param name the migration's
 * @param file the migration file that is to be made
 */
record GivenAnswers(List<SourcePlace> sources, PostgresUrl target, String name, Path file) {
  private static final String USUAL =
      "./tributary init --from postgresql://user@host:5432/database --to postgresql://user@host:5432/unified";

  /**
   * What the options say; asks for the rest.
   *
   * @throws CommandFailure naming the option, where something is missing and nobody can be asked
   */
  static GivenAnswers of(
      List<String> from,
      @Nullable String to,
      @Nullable String name,
      @Nullable Path file,
      Optional<Questions> questions) {
    List<SourcePlace> sources = new ArrayList<>(from.stream().map(SourcePlace::read).toList());
    if (sources.isEmpty()) {
      Questions asked =
          require(
              questions,
              "--from",
              "what moves: a PostgreSQL database, a SQLite file or a Chroma directory");
      String typed =
          asked.ask(
              "Source (postgresql://user@host/database, a SQLite file, or a Chroma directory):");
      while (!typed.isEmpty()) {
        sources.add(SourcePlace.read(typed));
        typed = asked.ask("Another source (nothing to go on):");
      }
      if (sources.isEmpty()) {
        throw missing("--from", "what moves");
      }
    }
    String target =
        to == null
            ? require(questions, "--to", "the PostgreSQL database that everything goes to")
                .ask("Target (postgresql://user@host/unified):")
            : to;
    if (target.isEmpty()) {
      throw missing("--to", "the PostgreSQL database that everything goes to");
    }
    String chosen = name(name, sources.get(0), to == null ? questions : Optional.empty());
    return new GivenAnswers(
        sources,
        PostgresUrl.read("--to", target),
        chosen,
        (file == null ? Path.of(chosen + ".yaml") : file));
  }

  /** It follows from the first source; it is asked for only where something else was, too. */
  private static String name(
      @Nullable String given, SourcePlace first, Optional<Questions> questions) {
    String usual = ChosenNames.migration(first.word());
    String typed =
        given == null
            ? questions.map(q -> q.ask("Name of the migration (" + usual + "):")).orElse("")
            : given;
    String name = typed.isEmpty() ? usual : typed;
    if (!ChosenNames.isMigration(name)) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "--name: \"%s\" must be lower-case letters, digits and dashes between them, at most 30."
              .formatted(name),
          "./tributary init --name " + ChosenNames.migration(name) + " …");
    }
    return name;
  }

  private static Questions require(Optional<Questions> questions, String option, String what) {
    return questions.orElseThrow(() -> missing(option, what));
  }

  private static CommandFailure missing(String option, String what) {
    return new CommandFailure(
        ExitStatus.USAGE,
        "Nothing says "
            + what
            + ". Give it with "
            + option
            + "; there is no terminal to ask at, or nothing was typed.",
        USUAL);
  }
}
