/** Looks at the room on the disks of brokers and targets while streams run. */
@NullMarked
package io.tributary.cdc.room;

import org.jspecify.annotations.NullMarked;
