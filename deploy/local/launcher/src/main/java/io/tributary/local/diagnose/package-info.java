/** Puts together what somebody needs who is asked for help, without secrets and values of rows. */
@NullMarked
package io.tributary.local.diagnose;

import org.jspecify.annotations.NullMarked;
