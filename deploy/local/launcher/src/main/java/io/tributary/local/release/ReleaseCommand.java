package io.tributary.local.release;

import io.tributary.checks.file.QuotedShellWord;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.file.MigrationFile;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.SourceKind;
import io.tributary.common.sql.FenceRemoval;
import io.tributary.files.chroma.store.ChromaFailure;
import io.tributary.files.sqlite.SqliteFailure;
import io.tributary.local.stack.StackTopics;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets applications write to old files again, and says how it is done for databases. */
@Command(
    name = "release",
    description =
        "Takes the fence of a completed migration, and what captured the changes, out of SQLite"
            + " files and Chroma directories: their applications can write again, and the files can"
            + " move again. Of a migration file it prints, source by source, the command or the SQL"
            + " that does so, and changes nothing.",
    mixinStandardHelpOptions = true)
public final class ReleaseCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "A SQLite file, a Chroma directory, or a migration file (.yaml, .yml, .json).")
  private List<Path> paths;

  @Option(
      names = "--captured",
      description =
          "Also a file that a migration captures. One that still runs stops and has to start anew.")
  private boolean captured;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    boolean done = true;
    for (Path path : paths) {
      try {
        out.println(isMigration(path) ? told(path) : new OldFile(path).release(captured));
      } catch (TributaryException | SqliteFailure | ChromaFailure | NotReleased e) {
        out.println(path + " was left as it is: " + e.getMessage());
        done = false;
      } catch (IOException e) {
        out.println(path + " cannot be read: " + e.getMessage());
        done = false;
      }
    }
    out.flush();
    return done ? 0 : 1;
  }

  private static boolean isMigration(Path path) {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    return Files.isRegularFile(path)
        && List.of(".yaml", ".yml", ".json").stream().anyMatch(name::endsWith);
  }

  private static String told(Path path) throws IOException {
    Migration migration = MigrationFile.parse(Files.readString(path));
    StringBuilder text = new StringBuilder("Nothing was changed. To release the sources:");
    for (Source source : migration.sources()) {
      text.append("\n\n-- source ").append(source.name()).append(", ");
      if (source.kind() == SourceKind.POSTGRESQL) {
        text.append(source.postgres().connection().display())
            .append('\n')
            .append(
                FenceRemoval.sql(
                    StackTopics.names()
                        .capture(new StreamId(migration.name(), source.name()))
                        .connector()));
      } else {
        text.append("run\n./tributary release ")
            .append(QuotedShellWord.of(source.converted().path()));
      }
    }
    return text.toString();
  }
}
