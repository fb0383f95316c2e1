package io.tributary.cdc.apply.session;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.plan.MovingSource;
import java.util.Optional;

/**
 * The database that a stream's committer connects to, as messages name it: the target, or on the
 * way back the source, if that is a server; a file's way back asks the target.
 *
 * @param address its place
 * @param name who it is, with the place
 */
record StreamEnd(DatabaseAddress address, String name) {

  /** That of a stream. */
  static StreamEnd of(MovingSource moving) {
    DatabaseAddress address = moving.target();
    boolean home =
        moving.stream().goesBack()
            && !moving.source().address().equals(Optional.of(moving.target()));
    String name = home ? moving.stream().destination() + " at " : "the target ";
    return new StreamEnd(address, name + address.display());
  }
}
