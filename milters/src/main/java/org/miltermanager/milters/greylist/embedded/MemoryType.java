package org.miltermanager.milters.greylist.embedded;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.miltermanager.milters.greylist.store.Memory;

/** A memory as octets: about 16 of them. */
final class MemoryType extends BasicDataType<Memory> {
    /** Of one on the heap, with its three times. */
    private static final int MEMORY = 112;

    @Override
    public int getMemory(Memory memory) {
        return MEMORY;
    }

    @Override
    public void write(WriteBuffer out, Memory memory) {
        out.putVarLong(memory.since().toEpochMilli());
        out.putVarLong(memory.last().toEpochMilli() - memory.since().toEpochMilli());
        out.putVarLong(memory.until().toEpochMilli() - memory.since().toEpochMilli());
        out.putVarInt(memory.count() << 1 | (memory.white() ? 1 : 0));
    }

    @Override
    public Memory read(ByteBuffer in) {
        long since = DataUtils.readVarLong(in);
        long last = since + DataUtils.readVarLong(in);
        long until = since + DataUtils.readVarLong(in);
        int count = DataUtils.readVarInt(in);
        return new Memory(
                Instant.ofEpochMilli(since),
                Instant.ofEpochMilli(last),
                count >>> 1,
                (count & 1) == 1,
                Instant.ofEpochMilli(until));
    }

    @Override
    public Memory[] createStorage(int size) {
        return new Memory[size];
    }
}
