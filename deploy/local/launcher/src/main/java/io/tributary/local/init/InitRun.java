package io.tributary.local.init;

import io.tributary.common.error.TributaryException;
import io.tributary.common.grant.Grants;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.file.MigrationFile;
import io.tributary.common.plan.file.MigrationFileException;
import io.tributary.common.secret.SecretReader;
import io.tributary.common.secret.SecretRef;
import io.tributary.database.ServerMessage;
import io.tributary.local.client.CommandFailure;
import io.tributary.local.client.ExitStatus;
import io.tributary.local.init.look.ChromaLook;
import io.tributary.local.init.look.ServerLook;
import io.tributary.local.init.look.SqliteLook;
import io.tributary.local.init.look.TargetLook;
import io.tributary.local.init.place.ChosenNames;
import io.tributary.local.init.place.PostgresUrl;
import io.tributary.local.init.place.SourcePlace;
import io.tributary.local.init.text.DraftSchema;
import io.tributary.local.init.text.DraftSource;
import io.tributary.local.init.text.DraftTarget;
import io.tributary.local.init.text.DraftTarget.Owned;
import io.tributary.local.init.text.MigrationDraft;
import io.tributary.local.init.text.MigrationText;
import io.tributary.local.plan.MigrationPlan;
import io.tributary.local.plan.PlanScope;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks into sources and target and makes the migration file. Made for one file.
 *
 * @param answers what is to be moved
 * @param passwords for looking
 * @param files which may be looked at
 */
record InitRun(GivenAnswers answers, GivenPasswords passwords, FileGrants files) {
  private static final String TARGET_VARIABLE = "TARGET_PASSWORD";

  /** The file, which is written when it can be read and planned. */
  MigrationDraft written() {
    NewFile file = new NewFile(answers.file());
    file.require();
    Grants grants = files.forLooking();
    SecretReader secrets = new SecretReader(passwords::read, grants);
    MigrationDraft draft = draft(secrets);
    Migration migration = read(MigrationText.of(draft));
    List<String> problems = new ArrayList<>();
    new MigrationPlan(migration, grants, secrets, PlanScope.USUAL)
        .shown()
        .forEach(
            part ->
                part.problems()
                    .forEach(problem -> problems.add("`./tributary plan` finds: " + problem)));
    MigrationDraft whole = draft.deciding(problems);
    String text = MigrationText.of(whole);
    read(text);
    file.write(text);
    return whole;
  }

  private MigrationDraft draft(SecretReader secrets) {
    ChosenNames names = new ChosenNames();
    List<DraftSource> sources = new ArrayList<>();
    List<Owned> owned = new ArrayList<>();
    for (SourcePlace place : answers.sources()) {
      DraftSource source = source(place, names, secrets);
      if (source.schemas().stream().allMatch(schema -> schema.tables().isEmpty())) {
        throw unreadable(
            "Nothing of source "
                + source.name()
                + " can move: it has no table with rows of its own.");
      }
      sources.add(source);
      String role = ChosenNames.role(source.name(), answers.target().user());
      for (DraftSchema schema : source.schemas()) {
        owned.add(new Owned(schema.to(), role, ChosenNames.variable(role)));
      }
    }
    SecretRef password = passwords.of(TARGET_VARIABLE, "--to", answers.target());
    TargetLook target =
        target(password, secrets, owned, sources.stream().anyMatch(DraftSource::vectors));
    List<Owned> roles =
        owned.stream()
            .map(o -> target.roles().contains(o.role()) ? new Owned(o.name(), o.role(), "") : o)
            .toList();
    return new MigrationDraft(
        answers.name(),
        new DraftTarget(answers.target().address(password), target.about(), roles),
        sources,
        exports(roles),
        target.decisions());
  }

  private DraftSource source(SourcePlace place, ChosenNames names, SecretReader secrets) {
    String name = names.source(place.word());
    try {
      if (place instanceof SourcePlace.SqliteFile file) {
        return new SqliteLook(name, file.path(), names.schema(name)).found();
      }
      if (place instanceof SourcePlace.Directory directory) {
        return new ChromaLook(name, directory.path(), names).found();
      }
      PostgresUrl url = ((SourcePlace.Server) place).url();
      String variable = ChosenNames.variable(name + "_source");
      SecretRef password = passwords.of(variable, SourcePlace.OPTION, url);
      return server(name, url, password, variable, names, secrets);
    } catch (TributaryException e) {
      throw unreadable(String.valueOf(e.getMessage()));
    }
  }

  private DraftSource server(
      String name,
      PostgresUrl url,
      @Nullable SecretRef password,
      String variable,
      ChosenNames names,
      SecretReader secrets) {
    DatabaseAddress address = url.address(password);
    try {
      return new ServerLook(name, address, secrets, names).found();
    } catch (SQLException e) {
      throw unreadable(
          "Source %s (%s) cannot be read: %s.%s"
              .formatted(
                  name,
                  address.display(),
                  ServerMessage.of(e),
                  password == null ? " If it asks for a password, set " + variable + "." : ""));
    }
  }

  private TargetLook target(
      @Nullable SecretRef password, SecretReader secrets, List<Owned> owned, boolean vectors) {
    DatabaseAddress address = answers.target().address(password);
    try {
      return TargetLook.at(
          address, secrets, owned.stream().map(Owned::role).distinct().toList(), vectors);
    } catch (SQLException | TributaryException e) {
      throw unreadable(
          "The target %s cannot be read: %s.%s"
              .formatted(
                  address.display(),
                  e instanceof SQLException sql ? ServerMessage.of(sql) : e.getMessage(),
                  password == null
                      ? " If it asks for a password, set " + TARGET_VARIABLE + "."
                      : ""));
    }
  }

  private List<String> exports(List<Owned> roles) {
    List<String> exports = new ArrayList<>(passwords.exports());
    roles.stream()
        .filter(owned -> !owned.variable().isEmpty())
        .map(
            owned ->
                "export "
                    + owned.variable()
                    + "=…   # a new one, for role "
                    + owned.role()
                    + " of the target")
        .distinct()
        .forEach(exports::add);
    exports.addAll(files.exports());
    return exports;
  }

  /** What is written has to be what the file's own reader takes. */
  private static Migration read(String text) {
    try {
      return MigrationFile.parse(text);
    } catch (MigrationFileException e) {
      throw new CommandFailure(
          ExitStatus.REFUSED,
          "The file that would be written is refused by its own reader, so none was written: "
              + e.getMessage(),
          "./tributary init with fewer --from, or write the file by hand: docs/migration-file.md");
    }
  }

  private static CommandFailure unreadable(String what) {
    return new CommandFailure(
        ExitStatus.REFUSED,
        what + " No file was written.",
        "./tributary init … again, once that is mended");
  }
}
