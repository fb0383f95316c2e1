package io.tributary.local.init.look;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.local.catalog.LookConnection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What somebody has to do or decide about a PostgreSQL source as a whole. */
final class ServerDecisions {
  private static final int OLDEST = 14;

  private ServerDecisions() {}

  static List<String> of(LookConnection database, DatabaseAddress address) throws SQLException {
    List<String> decisions = new ArrayList<>();
    String version = database.text("SELECT current_setting('server_version_num')::int / 10000");
    if (Integer.parseInt(version) < OLDEST) {
      decisions.add(
          "PostgreSQL "
              + version
              + " is too old for a source, which has to be 14 or newer: upgrade it with"
              + " pg_upgrade");
    }
    String level = database.text("SELECT current_setting('wal_level')");
    if (!level.equals("logical")) {
      decisions.add(
          "wal_level of "
              + address.display()
              + " is "
              + level
              + ", so changes cannot be captured: set it to logical and restart the server;"
              + " `./tributary check` prints the statement");
    }
    if (database.text("SELECT pg_catalog.pg_is_in_recovery()").equals("t")) {
      decisions.add(address.display() + " is a standby: name the primary");
    }
    String objects = database.text("SELECT count(*) FROM pg_catalog.pg_largeobject_metadata");
    if (!objects.equals("0")) {
      decisions.add(
          "the database holds "
              + objects
              + " large objects, which never move: write large-objects: leave if nobody misses them"
              + " in the target; `./tributary check` names the columns that refer to them");
    }
    if (address.tls().unverified()) {
      decisions.add(unverified(address));
    }
    return decisions;
  }

  static String unverified(DatabaseAddress address) {
    return "whoever is on the way to %s could read and change everything, as tls: %s believes who answers; keep it for a network that you trust, else tls: verify-full with tls-ca"
        .formatted(address.host(), address.tls().mode().word());
  }
}
