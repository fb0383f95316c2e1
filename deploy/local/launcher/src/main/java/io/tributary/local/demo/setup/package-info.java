/** What stands before the demo begins: servers, sample databases, secrets, the migration file. */
@NullMarked
package io.tributary.local.demo.setup;

import org.jspecify.annotations.NullMarked;
