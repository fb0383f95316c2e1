package io.tributary.common.plan.file;

import io.tributary.common.plan.Migration;
import io.tributary.common.plan.query.TimedQuery;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.SourceKind;
import io.tributary.common.plan.words.UnknownWord;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What must hold of queries besides their own shape: names are unique, their sources have SQL. */
record QuerySectionCheck(Migration migration, FileProblems report) {

  void run() {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < migration.queries().size(); i++) {
      TimedQuery query = migration.queries().get(i);
      String path = "queries[" + i + "]";
      if (!query.name().isEmpty() && !names.add(query.name())) {
        report.problem(
            PlanError.BAD_VALUE,
            path + ".name",
            "There is another query \"" + query.name() + "\"; results are told by name.");
      }
      if (!query.source().isEmpty()) {
        checkSource(query, path + ".source");
      }
    }
  }

  private void checkSource(TimedQuery query, String path) {
    List<String> sources = migration.sources().stream().map(Source::name).toList();
    Optional<Source> source =
        migration.sources().stream().filter(s -> s.name().equals(query.source())).findFirst();
    if (source.isEmpty()) {
      report.problem(PlanError.BAD_VALUE, path, UnknownWord.message(query.source(), sources));
    } else if (source.get().kind() == SourceKind.CHROMA) {
      report.problem(
          PlanError.BAD_VALUE,
          path,
          "Source %s is a Chroma directory, which is asked through Chroma's API and not by SQL, so query %s cannot be timed there. Take the query out."
              .formatted(query.source(), query.name()));
    }
  }
}
