/** What a shell completes behind the name of the program, out of the model of its commands. */
@NullMarked
package io.tributary.local.shell;

import org.jspecify.annotations.NullMarked;
