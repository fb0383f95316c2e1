package io.tributary.cdc.schema.opening;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.cdc.schema.opening.CatalogSequence.OwningColumn;
import io.tributary.cdc.schema.opening.SequencePairs.Lonely;
import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.cdc.schema.plan.SchemaPlan.SequenceMove;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.TableName;
import io.tributary.common.model.TlsMode;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MigrationTarget;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.ValidationSettings;
import io.tributary.common.plan.cutover.CutoverSettings;
import io.tributary.common.plan.source.PostgresSource;
import io.tributary.common.plan.source.SchemaMapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Tables of {@code public} go to {@code app}, but for {@code stray}, which goes to {@code aside}.
 */
class SequencePairsTest {
  private static final SchemaLayout LAYOUT = layout();

  @Test
  void anOwnedOneIsThatOfTheSameColumnWhateverItIsCalled() {
    // when
    SequencePairs pairs =
        of(
            List.of(),
            List.of(
                owned("public.doc_id_seq", "public.doc", "id"),
                owned("public.stray_id_seq", "public.stray", "id")),
            List.of(
                owned("aside.numbers", "aside.stray", "id"),
                owned("app.renamed", "app.doc", "id")));

    // then
    assertThat(names(pairs))
        .containsExactly("public.doc_id_seq app.renamed", "public.stray_id_seq aside.numbers");
    assertThat(pairs.from()).isEmpty();
    assertThat(pairs.to()).isEmpty();
  }

  @Test
  void ofSeveralThatAColumnOwnsItIsTheOneOfThatName() {
    // when
    SequencePairs pairs =
        of(
            List.of(),
            List.of(
                owned("public.second", "public.doc", "id"),
                owned("public.first", "public.doc", "id")),
            List.of(owned("app.first", "app.doc", "id"), owned("app.second", "app.doc", "id")));

    // then
    assertThat(names(pairs)).containsExactly("public.second app.second", "public.first app.first");
  }

  @Test
  void anyOtherOneHasTheSameNameInTheMappedSchemaOrWentWhereThePlanSays() {
    // when
    SequencePairs pairs =
        of(
            List.of(move("public.ticket", "aside.ticket")),
            List.of(free("public.ticket"), free("public.late")),
            List.of(free("app.late"), free("app.ticket"), free("aside.ticket")));

    // then
    assertThat(names(pairs)).containsExactly("public.ticket aside.ticket", "public.late app.late");
    assertThat(pairs.to()).isEmpty();
  }

  @Test
  void anOwnedOneIsFoundByItsNameWhereTheOtherSideHasTakenItsOwner() {
    // when
    SequencePairs pairs =
        of(
            List.of(),
            List.of(owned("public.doc_id_seq", "public.doc", "id")),
            List.of(free("app.doc_id_seq")));

    // then
    assertThat(names(pairs)).containsExactly("public.doc_id_seq app.doc_id_seq");
  }

  @Test
  void onlyOneThatWasMovedIsMissedAtTheOtherSide() {
    // when: each side has one of its own, and one of a pair that lost its other half
    SequencePairs pairs =
        of(
            List.of(
                move("public.ticket", "app.ticket"), move("public.doc_id_seq", "app.doc_id_seq")),
            List.of(free("public.mine"), free("public.ticket")),
            List.of(free("app.yours"), owned("app.doc_id_seq", "app.doc", "id")));

    // then
    assertThat(pairs.pairs()).isEmpty();
    assertThat(pairs.from())
        .containsExactly(new Lonely(free("public.ticket"), name("app.ticket"), Optional.empty()));
    assertThat(pairs.to())
        .containsExactly(
            new Lonely(
                owned("app.doc_id_seq", "app.doc", "id"),
                name("public.doc_id_seq"),
                Optional.of(new OwningColumn(name("public.doc"), "id"))));
  }

  @Test
  void whatATableOwnsThatStaysBehindIsNobodysBusiness() {
    // when
    SequencePairs pairs =
        of(
            List.of(),
            List.of(owned("public.kept_id_seq", "public.kept", "id")),
            List.of(free("app.kept_id_seq")));

    // then
    assertThat(pairs.pairs()).isEmpty();
    assertThat(pairs.from()).isEmpty();
  }

  @Test
  void theWayHomeHasTheSamePairsWithTheSidesExchanged() {
    // when
    SequencePairs home =
        of(
                List.of(move("public.ticket", "app.ticket")),
                List.of(free("public.late"), free("public.ticket")),
                List.of(free("app.late")))
            .reversed();

    // then
    assertThat(names(home)).containsExactly("app.late public.late");
    assertThat(home.from()).isEmpty();
    assertThat(home.to()).hasSize(1);
  }

  private static SequencePairs of(
      List<SequenceMove> planned, List<CatalogSequence> source, List<CatalogSequence> target) {
    return SequencePairs.of(LAYOUT, planned, source, target);
  }

  private static List<String> names(SequencePairs pairs) {
    return pairs.pairs().stream()
        .map(pair -> pair.from().name().display() + " " + pair.to().name().display())
        .toList();
  }

  private static CatalogSequence free(String name) {
    return new CatalogSequence(name(name), Optional.empty(), true, true, 1, Long.MAX_VALUE);
  }

  private static CatalogSequence owned(String name, String table, String column) {
    return new CatalogSequence(
        name(name),
        Optional.of(new OwningColumn(name(table), column)),
        true,
        true,
        1,
        Long.MAX_VALUE);
  }

  private static SequenceMove move(String source, String target) {
    return new SequenceMove(name(source), name(target));
  }

  private static TableName name(String display) {
    String[] parts = display.split("\\.");
    return new TableName(parts[0], parts[1]);
  }

  private static SchemaLayout layout() {
    DatabaseAddress nowhere = new DatabaseAddress("h", 1, "d", "u", null, TlsMode.DISABLE);
    PostgresSource source =
        PostgresSource.of(
            "legacy",
            nowhere,
            List.of(
                new SchemaMapping(
                    "public", "app", Map.of("stray", "aside"), List.of(), List.of("kept"))));
    Migration migration =
        new Migration(
            "m",
            new MigrationTarget(nowhere, "public", Map.of()),
            List.of(source),
            CutoverSettings.defaults(),
            ValidationSettings.defaults());
    return new SchemaLayout(new MovingSource(migration, source));
  }
}
