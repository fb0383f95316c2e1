package io.tributary.cdc.preflight.check;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One thing to look at in a database that answers. Most are a question with a judgment of its
 * answer and are made by {@link #of} or {@link #each}; those that need more implement it.
 *
 * @param <R> what is looked at
 */
public interface CatalogCheck<R extends ServerReading> {
  /** The check's name, also when it cannot be made. */
  PreflightCode code();

  /** What was found: one outcome, or one for each thing that is wrong. */
  List<PreflightCheck> look(R reading);

  /** What is asked, mostly one query. */
  interface Question<R, A> {
    A ask(R reading);
  }

  /** A check with one answer and one finding about it. */
  static <R extends ServerReading, A> CatalogCheck<R> of(
      PreflightCode code, Question<R, A> question, BiFunction<R, A, CheckFinding> judgment) {
    return new QuestionCheck<>(
        code, reading -> List.of(judgment.apply(reading, question.ask(reading))));
  }

  /** A check with a finding for each answer, and one sentence where there is none. */
  static <R extends ServerReading, A> CatalogCheck<R> each(
      PreflightCode code,
      Question<R, List<A>> question,
      Function<R, String> none,
      BiFunction<R, A, CheckFinding> judgment) {
    return new QuestionCheck<>(
        code,
        reading -> {
          List<A> answers = question.ask(reading);
          return answers.isEmpty()
              ? List.of(CheckFinding.passed(none.apply(reading)))
              : answers.stream().map(answer -> judgment.apply(reading, answer)).toList();
        });
  }

  /** A check with a finding for each answer, and none where it does not concern the migration. */
  static <R extends ServerReading, A> CatalogCheck<R> each(
      PreflightCode code, Question<R, List<A>> question, BiFunction<R, A, CheckFinding> judgment) {
    return new QuestionCheck<>(
        code,
        reading ->
            question.ask(reading).stream().map(answer -> judgment.apply(reading, answer)).toList());
  }
}
