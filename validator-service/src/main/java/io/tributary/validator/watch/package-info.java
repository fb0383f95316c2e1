/** Watches the sources of each migration: passes over all tables, and proof behind the fence. */
@NullMarked
package io.tributary.validator.watch;

import org.jspecify.annotations.NullMarked;
