package io.tributary.local.init.text;

import io.tributary.common.plan.source.SourceKind;
import io.tributary.common.plan.words.EnumWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The text of a migration file. Pure; made for one text. */
public final class MigrationText {
  /** What somebody has to decide begins so. */
  public static final String DECIDE = "DECIDE: ";

  /** What nobody can see in a database. */
  public static final String APPLICATIONS =
      "how the applications are pointed at the target, under cutover.switch"
          + " (docs/migration-file.md#cutover). Without it they stay where they are, and are refused"
          + " there after the cutover.";

  private static final int WIDTH = 118;

  private final List<String> lines = new ArrayList<>();

  private MigrationText() {}

  /** The file of a draft. */
  public static String of(MigrationDraft draft) {
    MigrationText text = new MigrationText();
    text.head(draft);
    text.target(draft.target());
    text.line(0, "sources:");
    draft.sources().forEach(text::source);
    text.applications();
    return String.join("\n", text.lines) + "\n";
  }

  private void head(MigrationDraft draft) {
    comment(
        0,
        "Written by `./tributary init`. docs/migration-file.md explains every key; change what you like.");
    if (!draft.exports().isEmpty()) {
      comment(
          0, "No password is in this file. Type before `./tributary plan` and `./tributary up`:");
      draft.exports().forEach(export -> line(0, "#   " + YamlText.oneLine(export)));
    }
    decide(0, draft.decisions());
    line(0, "migration: " + YamlText.scalar(draft.name()));
  }

  private void target(DraftTarget target) {
    line(0, "target:");
    target.about().forEach(about -> comment(2, about));
    line(2, "connection: " + ConnectionText.of(target.address()));
    line(2, "schemas:");
    for (DraftTarget.Owned schema : target.schemas()) {
      if (schema.variable().isEmpty()) {
        comment(
            4, "The target has a role " + schema.role() + " already; its password is left alone.");
      }
      line(
          4,
          "%s: {role: %s%s}"
              .formatted(
                  YamlText.scalar(schema.name()),
                  YamlText.scalar(schema.role()),
                  schema.variable().isEmpty()
                      ? ""
                      : ", password: {env: " + schema.variable() + "}"));
    }
  }

  private void source(DraftSource source) {
    source.about().forEach(about -> comment(2, about));
    decide(2, source.decisions());
    line(2, "- name: " + YamlText.scalar(source.name()));
    line(4, "kind: " + EnumWord.word(source.kind()));
    line(4, source.place());
    line(4, "schemas:");
    for (DraftSchema schema : source.schemas()) {
      lines.addAll(SchemaText.lines(schema, WIDTH));
    }
    source.settings().forEach((key, value) -> line(4, key + ": " + value));
    comment(
        4,
        "way-back: replicate   so that a rollback after the cutover loses no write: docs/way-back.md");
    if (source.kind() == SourceKind.POSTGRESQL) {
      comment(
          4,
          "pooler: {...}   where the application connects through PgBouncer, so that it waits during the cutover and is refused nothing: docs/pooler.md");
    }
    rules(source.rules());
  }

  private void rules(Map<String, List<DraftRule>> rules) {
    boolean any = rules.values().stream().flatMap(List::stream).anyMatch(DraftRule::written);
    if (rules.isEmpty()) {
      return;
    }
    line(4, (any ? "" : "# ") + "tables:");
    rules.forEach(
        (table, columns) -> {
          boolean written = columns.stream().anyMatch(DraftRule::written);
          line(6, (written ? "" : "# ") + YamlText.scalar(table) + ":");
          line(8, (written ? "" : "# ") + "columns:");
          columns.forEach(rule -> rule.lines(WIDTH - 10).forEach(text -> line(10, text)));
        });
  }

  private void applications() {
    comment(0, DECIDE + APPLICATIONS + " Such as:");
    line(0, "# cutover:");
    line(0, "#   switch:");
    line(
        0,
        "#     - env-file: {path: /srv/app/.env, set: {DATABASE_URL: \"postgresql://app:${env:APP_PASSWORD}@db:5432/unified\"}}");
    line(0, "#     - command: {run: [systemctl, restart, app]}");
  }

  private void decide(int indent, List<String> decisions) {
    decisions.forEach(text -> comment(indent, DECIDE + text));
  }

  private void comment(int indent, String text) {
    YamlText.comment(text, WIDTH - indent).forEach(comment -> line(indent, comment));
  }

  private void line(int indent, String text) {
    lines.add(" ".repeat(indent) + text);
  }
}
