package io.tributary.local.grants;

import io.tributary.common.plan.Migration;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.SourceKind;
import io.tributary.local.plan.MigrationOnDisk;
import io.tributary.local.stack.StartFailure;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the rights that a migration file needs. Connects to nothing. */
@Command(
    name = "grants",
    description =
        "Prints the SQL that gives the roles of a migration file's connections what Tributary needs"
            + " of them, so that none has to be a superuser, and for SQLite and Chroma sources the"
            + " rights on their files. It connects to nothing and changes nothing.",
    mixinStandardHelpOptions = true)
public final class GrantsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The migration file.")
  private Path file;

  @ArgGroup private @Nullable Part part;

  /** Which part is printed. */
  static final class Part {
    @Option(names = "--source", paramLabel = "NAME", description = "Only what this source needs.")
    private @Nullable String source;

    @Option(names = "--target", description = "Only what the target needs.")
    private boolean target;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Migration migration = MigrationOnDisk.read(file);
    List<String> parts = new ArrayList<>();
    for (Source source : migration.sources()) {
      if (part == null || source.name().equals(part.source)) {
        parts.add(of(migration, source).text());
      }
    }
    if (part == null || part.target) {
      parts.add(new TargetRole(migration).grants().text());
    }
    if (parts.isEmpty()) {
      throw new StartFailure(
          "%s has no source %s.".formatted(file, part == null ? "" : part.source));
    }
    out.println(String.join("\n\n\n", parts));
    out.flush();
    return 0;
  }

  private static GrantScript of(Migration migration, Source source) {
    return source.kind() == SourceKind.POSTGRESQL
        ? new SourceRole(migration, source.postgres()).grants()
        : FileRights.of(source.converted());
  }
}
