import { expect } from 'chai';
import sharp from 'sharp';
import { strippedJpeg, strippedJpeg2000 } from '../../../src/pdf/copying/strip-image.js';

describe('strippedJpeg', () => {
  for (const progressive of [false, true]) {
    it(`keeps every pixel of a ${progressive ? 'progressive' : 'plain'} JPEG and drops what was written into it`, async () => {
      const jpeg = await sharp({
        create: {
          width: 40,
          height: 30,
          channels: 3,
          background: '#336699',
          noise: { type: 'gaussian', mean: 128, sigma: 40 },
        },
      })
        .withExif({ IFD0: { Artist: 'SECRET' } })
        .jpeg({ progressive })
        .toBuffer();
      const stripped = strippedJpeg(Buffer.concat([jpeg, Buffer.from('SECRET after the end')]));
      expect(stripped).to.not.equal(null);
      if (!stripped) return;
      expect(Buffer.from(stripped).toString('latin1')).to.not.contain('SECRET').and.not.contain('Exif');
      expect(await sharp(stripped).raw().toBuffer()).to.deep.equal(await sharp(jpeg).raw().toBuffer());
    });
  }

  it('keeps of a segment only what decoding needs', async () => {
    const plain = { width: 16, height: 16, channels: 3, background: '#336699' } as const;
    const jpeg = await sharp({ create: plain }).jpeg().toBuffer();
    const segment = (marker: number, body: string): Buffer =>
      Buffer.concat([Buffer.from([0xff, marker, 0, body.length + 2]), Buffer.from(body, 'latin1')]);
    const adobe = segment(0xee, 'Adobe\0d\0\0\0\0\x01');
    const stripped = strippedJpeg(
      Buffer.concat([
        jpeg.subarray(0, 2),
        segment(0xee, 'Adobe\0d\0\0\0\0\x01SECRET'),
        segment(0xf8, 'SECRET'),
        jpeg.subarray(2),
      ]),
    );
    const bytes = Buffer.from(stripped ?? []);
    expect(bytes.includes('SECRET')).to.equal(false);
    expect(bytes.includes(adobe)).to.equal(true);
    expect(await sharp(bytes).raw().toBuffer()).to.deep.equal(await sharp(jpeg).raw().toBuffer());
  });

  it('does not take other bytes for a JPEG', () => {
    expect(strippedJpeg(Buffer.from('not a picture'))).to.equal(null);
    expect(strippedJpeg(Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff, 0]))).to.equal(null);
  });
});

describe('strippedJpeg2000', () => {
  it('drops XML and vendor boxes and keeps the rest', () => {
    const box = (kind: string, body: string): Buffer => {
      const head = Buffer.alloc(8);
      head.writeUInt32BE(8 + body.length);
      head.write(kind, 4, 'latin1');
      return Buffer.concat([head, Buffer.from(body, 'latin1')]);
    };
    const kept = [box('jP  ', '\r\n\u0087\n'), box('jp2h', 'header'), box('jp2c', 'pixels')] as const;
    const file = Buffer.concat([kept[0], kept[1], box('xml ', 'SECRET'), box('uuid', 'SECRET'), kept[2]]);
    expect(strippedJpeg2000(file)).to.deep.equal(Buffer.concat(kept));
    expect(strippedJpeg2000(file.subarray(0, file.length - 1))).to.equal(null);
  });

  it('drops the comments of the code stream', () => {
    const segment = (marker: number, body: string): Buffer =>
      Buffer.concat([Buffer.from([0xff, marker, 0, body.length + 2]), Buffer.from(body)]);
    const start = Buffer.from([0xff, 0x4f]);
    const rest = Buffer.concat([segment(0x51, 'size'), segment(0x90, 'tile'), Buffer.from('pixels')]);
    const stripped = strippedJpeg2000(Buffer.concat([start, segment(0x64, 'SECRET'), rest]));
    expect(stripped).to.deep.equal(Buffer.concat([start, rest]));
  });
});
