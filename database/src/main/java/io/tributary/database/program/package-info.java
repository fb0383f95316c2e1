/** What PostgreSQL's client programs need to be told beyond their arguments. */
@NullMarked
package io.tributary.database.program;

import org.jspecify.annotations.NullMarked;
