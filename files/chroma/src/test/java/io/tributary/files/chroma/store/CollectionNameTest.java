package io.tributary.files.chroma.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class CollectionNameTest {
  @Test
  void isTheDatabaseAndTheCollectionBehindAForeignTenant() {
    assertThat(CollectionName.of(collection("default_tenant", "db.1", "notes")))
        .isEqualTo(new CollectionName("db.1", "notes"));
    CollectionName foreign = CollectionName.of(collection("acme", "db", "notes"));
    assertThat(foreign).isEqualTo(new CollectionName("acme/db", "notes"));
    assertThat(CollectionName.parse(foreign.stored())).isEqualTo(foreign);
  }

  @Test
  void refusesTwoCollectionsThatWouldBeOneTable() {
    List<ChromaCollection> collections =
        List.of(
            collection("default_tenant", "acme/db", "notes"), collection("acme", "db", "notes"));
    assertThatThrownBy(() -> CollectionName.named(collections, name -> true))
        .hasMessageStartingWith("TRB-CHROMA-NAME-COLLISION")
        .hasMessageContaining("acme/db.notes");
    assertThat(CollectionName.named(collections, name -> false)).isEmpty();
  }

  @Test
  void refusesVectorsElsewhereUnlessTheyAreExcluded() {
    List<ChromaCollection> collections =
        List.of(
            new ChromaCollection(
                "1",
                "t",
                "d",
                "far",
                OptionalInt.empty(),
                DistanceMeasure.L2,
                "m",
                "",
                "urn:spann"));
    assertThatThrownBy(() -> CollectionName.named(collections, name -> true))
        .hasMessageStartingWith("TRB-CHROMA-SEGMENT-UNKNOWN");
    assertThat(CollectionName.named(collections, name -> false)).isEmpty();
  }

  private static ChromaCollection collection(String tenant, String database, String name) {
    return new ChromaCollection(
        tenant + database,
        tenant,
        database,
        name,
        OptionalInt.empty(),
        DistanceMeasure.L2,
        "m",
        "v",
        null);
  }
}
