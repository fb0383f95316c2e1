/** The sources of a migration: what each kind of database needs to be reached and moved. */
@NullMarked
package io.tributary.common.plan.source;

import org.jspecify.annotations.NullMarked;
