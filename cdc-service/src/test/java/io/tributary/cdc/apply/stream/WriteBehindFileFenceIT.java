package io.tributary.cdc.apply.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.fixture.ChangeTopic;
import io.tributary.cdc.apply.fixture.SqliteScenario;
import io.tributary.common.change.FenceMark;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes from behind the fence of a file while its target, once opened, is closed again. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class WriteBehindFileFenceIT extends SqliteScenario {
  private static final String LETTERS =
      "SELECT table_name || row_key FROM tributary.dead_letter ORDER BY id";

  @BeforeEach
  void closedFile() {
    emptySnapshot();
    start();
    item(item(topic.begin(), "1", "1", "one"), "2", "2", "two").end();
    topic.begin().fence(FenceMark.raised("cut-1")).end();
    settle();
    note("left", "{\"token\": \"cut-1\"}");
    target.run("UPDATE app.item SET v = 'mine' WHERE id = 1");
  }

  @Test
  void isKeptWhereSomebodyChangedIt() {
    // when
    item(topic.begin(), "1", "9", "past").end();
    settle();

    // then
    assertThat(items()).containsExactly("1|1|mine", "2|2|two");
    assertThat(target.rows(LETTERS)).containsExactly("app.item[\"1\"]");
    assertThat(apply.status(stream).error()).isNull();
  }

  @Test
  void isAppliedWhereTheConnectorSendsItOfItself() {
    // when a table is read again once the file is open, in front of the mark that says so
    topic.again(true);
    ChangeTopic.Tx opening = topic.begin().truncate("item");
    item(item(opening, "1", "1", "mine"), "3", "3", "three");
    topic.again(false);
    opening.fence(FenceMark.lifted("cut-1")).end();
    settle();

    // then
    assertThat(items()).containsExactly("1|1|mine", "3|3|three");
    assertThat(target.rows(LETTERS)).isEmpty();
    assertThat(apply.status(stream).error()).isNull();
  }

  @Test
  void keepsTheOnesAndAppliesTheOthersOfOneTransaction() {
    // when
    ChangeTopic.Tx mixed = item(topic.begin(), "1", "9", "past");
    topic.again(true);
    item(mixed, "2", "2", "again");
    topic.again(false);
    mixed.end();
    settle();

    // then
    assertThat(items()).containsExactly("1|1|mine", "2|2|again");
    assertThat(target.rows(LETTERS)).containsExactly("app.item[\"1\"]");
  }

  @Test
  void nothingOfItGoesIntoATargetThatIsOpen() {
    // given
    note("opened", "{}");

    // when
    topic.again(true);
    item(topic.begin(), "2", "2", "again").end();
    settle();

    // then
    assertThat(items()).containsExactly("1|1|mine", "2|2|two");
    assertThat(target.rows(LETTERS)).containsExactly("app.item[\"2\"]");
  }

  private void note(String item, String detail) {
    target.run(
        "INSERT INTO tributary.preparation VALUES ('%s', 'src', '%s', '%s', now())"
            .formatted(stream.migration(), item, detail));
  }
}
