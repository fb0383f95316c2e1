package io.tributary.cdc.apply.back;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.local.chroma.QueueOperation;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/** A Chroma directory and its target take turns in being written to, while they are. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class CollectionSidesIT extends RoundsContract {
  private static final String NOTES = "notes";

  private TwoWayCollections move;

  @Override
  TwoWayStreams begun() throws Exception {
    move = new TwoWayCollections(apply);
    move.use(
        application -> {
          application.create(TwoWayCollections.DATABASE, NOTES, "l2", 2);
          application.write(TwoWayCollections.DATABASE, NOTES, QueueOperation.add("early", 1, 1));
          application.persist(TwoWayCollections.DATABASE, NOTES);
        });
    move.begin();
    return move;
  }

  @Override
  PatientApplication.Side legacy() {
    return name ->
        move.write(NOTES, QueueOperation.add(name, 1, 0.5f).with(Map.of("chroma:document", name)));
  }

  @Override
  PatientApplication.Side target() {
    return name -> {
      try (Connection connection = move.asApplication();
          Statement statement = connection.createStatement()) {
        statement.execute(
            "INSERT INTO app.vector_notes (id, document, embedding) VALUES ('%1$s', '%1$s', '[1,0.5]')"
                .formatted(name));
      }
    };
  }

  @Override
  List<String> inSource() {
    return move.records(NOTES).stream()
        .filter(record -> record.startsWith("w"))
        .map(record -> record.substring(0, record.indexOf('|')))
        .toList();
  }

  @Override
  List<String> inTarget() {
    return move.target.rows("SELECT id FROM app.vector_notes WHERE id LIKE 'w%'");
  }

  @Override
  void meanwhile(int round) {
    move.target.run(
        "UPDATE app.vector_notes SET embedding = '[%d,1]' WHERE id = 'early'".formatted(round));
  }

  @Override
  void assertEqual() {
    assertThat(move.records(NOTES).stream().filter(record -> record.startsWith("early|")).toList())
        .singleElement()
        .asString()
        .endsWith(
            move.target
                .rows(
                    "SELECT '[' || (embedding::real[])[1] || '.0, 1.0]' FROM app.vector_notes WHERE id = 'early'")
                .get(0));
  }
}
