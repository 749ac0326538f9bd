import sharp from 'sharp';
import { rawPdf } from './pdf-fixtures.js';
import { CATALOG, FONT, packed, page, stream, WORDS } from './raw-page.js';

/** A page that draws in its own way; `look` says whether it can be copied as it is or only painted. */
export interface FaithfulPage {
  readonly name: string;
  readonly look: 'copied' | 'painted';
  readonly make: () => string | Promise<string>;
}

const FORM = '/Type/XObject/Subtype/Form';
const IMAGE = '/Type/XObject/Subtype/Image';
const SQUARES = Array.from({ length: 300 }, (_, at) => String.fromCharCode((at * 37) % 256)).join('');
/** Leaves no doubt which way is up and where the corners are. */
const SIGNS =
  'BT /F1 30 Tf 90 600 Td (Upright) Tj ET 1 0 0 rg 80 120 40 60 re f 0 0.6 0 rg 420 700 90 30 re f ' +
  '0 0 1 RG 5 w 60 100 m 500 740 l S';

function drawn(name: string, make: () => string | Promise<string>, look: FaithfulPage['look'] = 'copied') {
  return { name, make, look };
}

/** A page with resources of its own, and objects from number 6. */
function withResources(resources: string, contents: string, ...more: string[]): string {
  return rawPdf(page(`/Resources<</Font<</F1 4 0 R>>${resources}>>`, contents, ...more));
}

function shaped(name: string, entries: string): FaithfulPage {
  return drawn(name, () => rawPdf(page(entries, SIGNS)));
}

/** A picture of ten by ten in the given colour space, 160 points wide. */
function picture(name: string, space: string, components: number, more = '', ...objects: string[]) {
  return drawn(name, () =>
    withResources(
      '/XObject<</Im 6 0 R>>',
      `${WORDS} q 160 0 0 160 300 400 cm /Im Do Q`,
      packed(
        SQUARES.slice(0, 100 * components),
        `${IMAGE}/Width 10/Height 10/BitsPerComponent 8/ColorSpace${space}${more}`,
      ),
      ...objects,
    ),
  );
}

/** Words and a box in a colour of the given space. */
function coloured(name: string, space: string, operands: string, ...objects: string[]) {
  return drawn(name, () =>
    withResources(
      `/ColorSpace<</CS ${space}>>`,
      `/CS cs ${operands} sc 60 300 200 80 re f /CS CS ${operands} SC 6 w 60 200 m 300 200 l S`,
      ...objects,
    ),
  );
}

const DOTS = '0 0 8 8 re f 1 0 0 rg 8 8 8 8 re f';
const TILING = '/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 16 16]/XStep 16/YStep 16';
const BLEND = '<</FunctionType 2/Domain[0 1]/C0[1 0 0]/C1[0 0 1]/N 1>>';
const GLYPHS = '/Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[0.001 0 0 0.001 0 0]';
const CODES = '/Encoding<</Differences[65/box/cut]>>/FirstChar 65/LastChar 66/Widths[1000 1000]';
const BOX = '1000 0 0 0 1000 1000 d1 0 0 800 800 re f';
const PAIR = '0.8 0.2 0.2 rg 0 0 120 120 re f 0.2 0.2 0.9 rg 60 60 120 120 re f';

const SHAPES: readonly FaithfulPage[] = [
  ...[0, 90, 180, 270, -90, 450].map((turn) => shaped(`turned by ${turn}`, `/Rotate ${turn}`)),
  shaped('a media box with its corners the other way', '/MediaBox[612 792 0 0]'),
  shaped('a media box away from the origin', '/MediaBox[40 60 600 800]'),
  shaped('a media box below the origin', '/MediaBox[-100 -80 560 770]/Rotate 90'),
  shaped('a crop box', '/CropBox[50 80 560 760]'),
  shaped('a crop box larger than the page', '/CropBox[-50 -80 900 900]'),
  shaped('a crop box half outside', '/CropBox[100 300 900 900]/Rotate 270'),
  shaped('boxes of fractions', '/MediaBox[0.5 0.25 595.276 841.89]/CropBox[10.1 10.2 580.3 800.4]'),
  shaped('other boxes', '/TrimBox[100 100 500 700]/BleedBox[90 90 510 710]/ArtBox[120 120 400 400]'),
  shaped('units of a thirty-sixth of an inch', '/UserUnit 2/MediaBox[0 0 612 792]'),
  shaped('large units, turned and cropped', '/UserUnit 1.5/Rotate 90/CropBox[40 40 540 740]'),
  drawn('boxes and a turn that stand elsewhere', () =>
    rawPdf(page('/MediaBox 6 0 R/Rotate 7 0 R', SIGNS, '[0 0 8 0 R 792]', '90', '612')),
  ),
  drawn('everything inherited over three levels', () =>
    rawPdf([
      CATALOG,
      '<</Type/Pages/Count 2/Kids[6 0 R]/MediaBox[0 0 500 700]/Rotate 90>>',
      '<</Type/Page/Parent 7 0 R/Contents 5 0 R>>',
      FONT,
      stream(SIGNS),
      '<</Type/Pages/Parent 2 0 R/Count 2/Kids[7 0 R]/Resources<</Font<</F1 4 0 R>>>>>>',
      '<</Type/Pages/Parent 6 0 R/Count 2/Kids[3 0 R 8 0 R]/CropBox[20 20 480 680]>>',
      '<</Type/Page/Parent 7 0 R/Contents 5 0 R/Rotate 0/CropBox[0 0 500 700]>>',
    ]),
  ),
];

const PATTERNS: readonly FaithfulPage[] = [
  drawn('a coloured pattern', () =>
    withResources(
      '/Pattern<</P1 6 0 R>>',
      '/Pattern cs /P1 scn 60 300 300 200 re f',
      stream(DOTS, `${TILING}/Resources<<>>/Matrix[1.2 0.3 0 1 5 7]`),
    ),
  ),
  drawn('a pattern that takes its colour', () =>
    withResources(
      '/Pattern<</P1 6 0 R>>/ColorSpace<</CS[/Pattern/DeviceRGB]>>',
      '/CS cs 0.1 0.5 0.9 /P1 scn 60 300 300 200 re f 0.9 0.1 0 /P1 scn 60 100 300 150 re f',
      stream('0 0 8 8 re f 8 8 4 4 re f', `${TILING.replace('PaintType 1', 'PaintType 2')}/Resources<<>>`),
    ),
  ),
  drawn('shadings by axis and by circle', () =>
    withResources(
      '/Shading<</S1<</ShadingType 2/ColorSpace/DeviceRGB/Coords[60 0 360 0]/Extend[true true]/Function 6 0 R>>' +
        '/S2<</ShadingType 3/ColorSpace/DeviceRGB/Coords[300 500 10 300 500 120]/Function 6 0 R>>>>',
      'q 60 100 300 150 re W n /S1 sh Q q 180 380 240 240 re W n /S2 sh Q',
      BLEND,
    ),
  ),
  drawn('a shading of several functions', () =>
    withResources(
      '/Pattern<</P1<</PatternType 2/Matrix[1 0 0 1 0 100]/Shading 6 0 R>>>>',
      '/Pattern cs /P1 scn 60 300 300 200 re f /Pattern CS /P1 SCN 20 w 60 250 m 360 150 l S',
      '<</ShadingType 2/ColorSpace/DeviceRGB/Coords[60 0 360 0]/Function<</FunctionType 3/Domain[0 1]' +
        '/Functions[7 0 R 7 0 R]/Bounds[0.5]/Encode[0 1 1 0]>>>>',
      BLEND,
    ),
  ),
  drawn('a shading by a function of samples', () =>
    withResources(
      '/Shading<</S1<</ShadingType 1/ColorSpace/DeviceRGB/Domain[0 1 0 1]/Matrix[300 0 0 200 60 300]/Function 6 0 R>>>>',
      '/S1 sh',
      stream(
        SQUARES.slice(0, 48),
        '/FunctionType 0/Domain[0 1 0 1]/Range[0 1 0 1 0 1]/Size[4 4]/BitsPerSample 8',
      ),
    ),
  ),
  drawn('a shading by a program', () =>
    withResources(
      '/Shading<</S1<</ShadingType 1/ColorSpace/DeviceRGB/Domain[0 1 0 1]/Matrix[300 0 0 200 60 300]/Function 6 0 R>>>>',
      '/S1 sh',
      stream('{ 2 copy mul 3 1 roll }', '/FunctionType 4/Domain[0 1 0 1]/Range[0 1 0 1 0 1]'),
    ),
  ),
  drawn('a shading of triangles', () =>
    withResources(
      '/Shading<</S1 6 0 R>>',
      '/S1 sh',
      stream(
        '\x00\x00\x00\xff\x00\x00\x00\xff\x00\x00\xff\x00\x00\x80\xff\x00\x00\xff',
        '/ShadingType 4/ColorSpace/DeviceRGB/BitsPerCoordinate 8/BitsPerComponent 8/BitsPerFlag 8/Decode[60 400 300 600 0 1 0 1 0 1]',
      ),
    ),
  ),
];

const GROUPS: readonly FaithfulPage[] = [
  drawn('a group on its own', () =>
    withResources(
      '/XObject<</Fm 6 0 R>>/ExtGState<</G1<</ca 0.4/CA 0.4>>>>',
      `${SIGNS} q /G1 gs 1 0 0 1 100 300 cm /Fm Do Q`,
      stream(PAIR, `${FORM}/BBox[0 0 200 200]/Group<</S/Transparency/I true/K true/CS/DeviceRGB>>`),
    ),
  ),
  drawn('a page that is a group', () =>
    rawPdf(
      page(
        '/Group<</S/Transparency/CS/DeviceRGB/I true>>/Resources<</Font<</F1 4 0 R>>/ExtGState<</G1<</ca 0.5/BM/Multiply>>>>>>',
        `${SIGNS} /G1 gs ${PAIR}`,
      ),
    ),
  ),
  ...['Multiply', 'Screen', 'Overlay', 'Difference', 'Luminosity'].map((mode) =>
    drawn(`blending by ${mode}`, () =>
      withResources(`/ExtGState<</G1<</BM/${mode}>>>>`, `${SIGNS} /G1 gs 1 0 0 1 60 120 cm ${PAIR}`),
    ),
  ),
  drawn('blending by the first known of several', () =>
    withResources('/ExtGState<</G1<</BM[/Unheard/Multiply]>>>>', `${SIGNS} /G1 gs ${PAIR}`),
  ),
  drawn('a soft mask by lightness', () =>
    withResources(
      '/ExtGState<</G1<</SMask<</S/Luminosity/G 6 0 R/BC[0 0 0]>>>>/G2<</SMask/None>>>>',
      `q /G1 gs ${PAIR} Q /G2 gs 0 1 0 rg 300 300 50 50 re f`,
      stream(
        '1 g 20 20 90 90 re f 0.5 g 90 90 60 60 re f',
        `${FORM}/BBox[0 0 200 200]/Group<</S/Transparency/CS/DeviceRGB>>`,
      ),
    ),
  ),
  drawn('a soft mask that is turned over', () =>
    withResources(
      '/ExtGState<</G1<</SMask<</S/Luminosity/G 6 0 R/TR<</FunctionType 2/Domain[0 1]/C0[1]/C1[0]/N 1>>>>>>>>',
      `q /G1 gs ${PAIR} Q`,
      stream('1 g 20 20 90 90 re f', `${FORM}/BBox[0 0 200 200]/Group<</S/Transparency/CS/DeviceGray>>`),
    ),
  ),
  drawn('a soft mask whose form uses what the page has', () =>
    withResources(
      '/XObject<</Inner 7 0 R>>/ExtGState<</G1<</SMask<</S/Alpha/G 6 0 R>>>>>>',
      `q /G1 gs ${PAIR} Q`,
      stream('/Inner Do', `${FORM}/BBox[0 0 200 200]/Group<</S/Transparency/CS/DeviceRGB>>`),
      stream('0 g 20 20 90 90 re f', `${FORM}/BBox[0 0 200 200]`),
    ),
  ),
];

const FORMS: readonly FaithfulPage[] = [
  drawn('a form with a matrix and a box that cuts', () =>
    withResources(
      '/XObject<</Fm 6 0 R>>',
      'q 2 0 0.4 1 60 200 cm /Fm Do Q q 1 0 0 1 300 500 cm /Fm Do Q',
      stream(PAIR, `${FORM}/BBox[10 20 150 130]/Matrix[0.8 0.2 -0.2 0.8 5 5]`),
    ),
  ),
  drawn('a form without resources', () =>
    withResources('/XObject<</Fm 6 0 R>>', '/Fm Do', stream(WORDS, `${FORM}/BBox[0 0 612 792]`)),
  ),
  drawn('a form without resources within one that has them', () =>
    withResources(
      '/XObject<</Fm 6 0 R>>',
      '/Fm Do',
      stream(
        '/Inner Do',
        `${FORM}/BBox[0 0 612 792]/Resources<</Font<</F2 8 0 R>>/XObject<</Inner 7 0 R>>>>`,
      ),
      stream('BT /F2 24 Tf 60 500 Td (Times by its parent) Tj ET', `${FORM}/BBox[0 0 612 792]`),
      '<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>',
    ),
  ),
  drawn('a form without resources within one without', () =>
    withResources(
      '/XObject<</Fm 6 0 R/Inner 7 0 R>>',
      '/Fm Do',
      stream('/Inner Do', `${FORM}/BBox[0 0 612 792]`),
      stream(WORDS, `${FORM}/BBox[0 0 612 792]`),
    ),
  ),
  drawn('one name for two things', () =>
    withResources(
      '/XObject<</X 6 0 R>>',
      '/X Do',
      stream('/X Do', `${FORM}/BBox[0 0 612 792]/Resources<</XObject<</X 7 0 R>>>>`),
      stream(PAIR, `${FORM}/BBox[0 0 612 792]`),
    ),
  ),
  drawn('the same form under two names', () =>
    withResources(
      '/XObject<</A 6 0 R/B 6 0 R>>',
      '/A Do 1 0 0 1 200 300 cm /B Do',
      stream(PAIR, `${FORM}/BBox[0 0 200 200]`),
    ),
  ),
  drawn('names of odd letters', () =>
    withResources(
      '/XObject<</A#20B 6 0 R/#C3#A9 6 0 R>>',
      '/A#20B Do 1 0 0 1 200 300 cm /\xc3\xa9 Do',
      stream(PAIR, `${FORM}/BBox[0 0 200 200]`),
    ),
  ),
  drawn('resources that stand elsewhere', () =>
    rawPdf(
      page(
        '/Resources 6 0 R',
        '/Fm Do',
        '<</Font 7 0 R/XObject 8 0 R>>',
        '<</F1 4 0 R>>',
        '<</Fm 9 0 R>>',
        stream(WORDS, `${FORM}/BBox[0 0 612 792]/Resources 6 0 R`),
      ),
    ),
  ),
  drawn('layers that are all shown, by property lists', () =>
    withResources('/Properties<</MC0<</Type/OCG/Name(Plain)>>>>', `/OC /MC0 BDC ${WORDS} EMC`),
  ),
  drawn('operators nobody knows', () => rawPdf(page('', `BX 1 2 unheard EX ${WORDS} EMC /T MP`))),
];

const FONTS: readonly FaithfulPage[] = [
  drawn('drawn glyphs', () =>
    withResources(
      '',
      'BT /F3 40 Tf 0 0.5 0 rg 60 500 Td (ABBA) Tj ET',
      `<<${GLYPHS}${CODES}/CharProcs<</box 7 0 R/cut 8 0 R>>/Resources<<>>>>`,
      stream(BOX),
      stream('1000 0 d0 1 0 0 rg 0 0 m 800 0 l 400 800 l f'),
    ).replace('/F1 4 0 R', '/F1 4 0 R/F3 6 0 R'),
  ),
  drawn('drawn glyphs that use what the page has', () =>
    withResources(
      '/XObject<</Im 9 0 R>>',
      'BT /F3 40 Tf 60 500 Td (AB) Tj ET',
      `<<${GLYPHS}${CODES}/CharProcs<</box 7 0 R/cut 8 0 R>>>>`,
      stream(BOX),
      stream('1000 0 d0 800 0 0 800 0 0 cm /Im Do'),
      packed(SQUARES.slice(0, 100), `${IMAGE}/Width 10/Height 10/BitsPerComponent 8/ColorSpace/DeviceGray`),
    ).replace('/F1 4 0 R', '/F1 4 0 R/F3 6 0 R'),
  ),
  drawn('drawn glyphs within a form that use what the form has', () =>
    withResources(
      '/XObject<</Fm 9 0 R>>',
      '/Fm Do',
      `<<${GLYPHS}${CODES}/CharProcs<</box 7 0 R/cut 8 0 R>>>>`,
      stream(BOX),
      stream('1000 0 d0 800 0 0 800 0 0 cm /Im Do'),
      stream(
        'BT /F3 40 Tf 60 500 Td (AB) Tj ET',
        `${FORM}/BBox[0 0 612 792]/Resources<</Font<</F3 6 0 R>>/XObject<</Im 10 0 R>>>>`,
      ),
      packed(SQUARES.slice(0, 100), `${IMAGE}/Width 10/Height 10/BitsPerComponent 8/ColorSpace/DeviceGray`),
    ),
  ),
  ...[0, 1, 2, 4, 5, 7].map((mode) =>
    drawn(`letters painted in mode ${mode}`, () =>
      rawPdf(
        page(
          '',
          `q BT ${mode} Tr /F1 60 Tf 60 500 Td 0 0.5 0 rg 1 0 0 RG (Clip) Tj ET 0 0 1 rg 60 480 200 40 re f Q`,
        ),
      ),
    ),
  ),
  drawn('a font with widths, an encoding and a size of its own', () =>
    withResources(
      '/ExtGState<</G1<</Font[6 0 R 30]/LW 3/D[[4 2]0]>>>>',
      '/G1 gs BT 60 500 Td (By the state) Tj ET 60 400 m 400 400 l S BT /F1 20 Tf 3 Tc 8 Tw 70 Tz 5 Ts 60 300 Td (spaced words) Tj ET',
      '<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding<</Differences[66/A 121/z]>>/FirstChar 32/LastChar 33/Widths[900 300]>>',
    ),
  ),
];

const COLOURS: readonly FaithfulPage[] = [
  coloured('gray with a gamma', '[/CalGray<</WhitePoint[0.9505 1 1.089]/Gamma 2.2>>]', '0.5'),
  coloured(
    'red, green and blue as measured',
    '[/CalRGB<</WhitePoint[0.9505 1 1.089]/Gamma[2.2 2.2 2.2]/Matrix[0.41 0.21 0.02 0.36 0.72 0.12 0.18 0.07 0.95]>>]',
    '0.2 0.4 0.8',
  ),
  coloured(
    'lightness and two directions',
    '[/Lab<</WhitePoint[0.9642 1 0.8249]/Range[-100 100 -100 100]>>]',
    '60 40 -30',
  ),
  coloured('four inks', '/DeviceCMYK', '0.9 0.2 0 0.1'),
  coloured(
    'an ink of its own',
    '[/Separation/Spot/DeviceRGB 6 0 R]',
    '0.7',
    '<</FunctionType 2/Domain[0 1]/C0[1 1 1]/C1[0.8 0.1 0.3]/N 1>>',
  ),
  coloured(
    'two inks with their names',
    '[/DeviceN[/One/Two]/DeviceRGB 6 0 R<</Colorants<<>>/Subtype/DeviceN>>]',
    '0.7 0.2',
    stream('{ 2 copy add 2 div }', '/FunctionType 4/Domain[0 1 0 1]/Range[0 1 0 1 0 1]'),
  ),
  coloured('a palette', '[/Indexed/DeviceRGB 2<ff0000 00ff00 3355cc>]', '2'),
  coloured(
    'a palette that stands elsewhere',
    '[/Indexed/DeviceRGB 2 6 0 R]',
    '1',
    stream('\xff\x00\x00\x11\x99\x22\x33\x55\xcc'),
  ),
  drawn('a colour space that stands for another', () =>
    withResources(
      '/ColorSpace<</DefaultRGB[/CalRGB<</WhitePoint[0.9505 1 1.089]/Gamma[1.4 1.4 1.4]>>]>>',
      SIGNS,
    ),
  ),
  picture('a gray picture', '/DeviceGray', 1),
  picture('a picture of three colours', '/DeviceRGB', 3),
  picture('a picture turned over', '/DeviceGray', 1, '/Decode[1 0]'),
  picture(
    'a picture with a palette',
    '[/Indexed/DeviceRGB 255 7 0 R]',
    1,
    '',
    packed(SQUARES + SQUARES + SQUARES.slice(0, 168)),
  ),
  picture(
    'a picture with a soft mask',
    '/DeviceRGB',
    3,
    '/SMask 7 0 R',
    packed(SQUARES.slice(50, 150), `${IMAGE}/Width 10/Height 10/BitsPerComponent 8/ColorSpace/DeviceGray`),
  ),
  picture(
    'a picture with a mask',
    '/DeviceRGB',
    3,
    '/Mask 7 0 R',
    packed('\xaa\x80\x55\x40'.repeat(5), `${IMAGE}/Width 10/Height 10/BitsPerComponent 1/ImageMask true`),
  ),
  picture('a picture whose own colours are the mask', '/DeviceRGB', 3, '/Mask[0 90 0 255 0 255]'),
  picture('a smoothed picture', '/DeviceGray', 1, '/Interpolate true'),
  drawn('a stencil', () =>
    withResources(
      '/XObject<</Im 6 0 R>>',
      '0.1 0.6 0.3 rg q 160 0 0 160 300 400 cm /Im Do Q',
      packed(
        '\xaa\x80\x55\x40'.repeat(5),
        `${IMAGE}/Width 10/Height 10/BitsPerComponent 1/ImageMask true/Decode[1 0]`,
      ),
    ),
  ),
  drawn('a photograph', async () => {
    const data = await sharp(Buffer.from(SQUARES, 'latin1'), { raw: { width: 10, height: 10, channels: 3 } })
      .resize(80, 80)
      .jpeg({ quality: 90 })
      .withMetadata({ density: 300 })
      .toBuffer();
    return withResources(
      '/XObject<</Im 6 0 R>>',
      `${WORDS} q 160 0 0 160 300 400 cm /Im Do Q`,
      stream(
        data.toString('latin1'),
        `${IMAGE}/Width 80/Height 80/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/DCTDecode`,
      ),
    );
  }),
];

const INLINE: readonly FaithfulPage[] = [
  drawn('an inline picture with EI in its data', () =>
    rawPdf(
      page(
        '',
        `${WORDS} q 80 0 0 80 60 100 cm BI /W 4 /H 4 /CS /G /BPC 8 ID \x10 EI\x20\x80\x90\xff\x01\x02\x03\x04\x05\x06\x07\x08 EI Q 0 g 300 300 20 20 re f`,
      ),
    ),
  ),
  drawn('an inline picture in a colour space of the page', () =>
    withResources(
      '/ColorSpace<</Pal[/Indexed/DeviceRGB 3<ff0000 00ff00 0000ff 888888>]>>',
      'q 80 0 0 80 60 100 cm BI /W 2 /H 2 /CS /Pal /BPC 8 ID \x00\x01\x02\x03 EI Q 0 g 300 300 20 20 re f',
    ),
  ),
  drawn('an inline stencil in hexadecimal digits', () =>
    rawPdf(
      page(
        '',
        '1 0 0 rg q 80 0 0 80 60 100 cm BI /W 8 /H 4 /IM true /F /AHx ID aa55aa55> EI Q 0 g 300 300 20 20 re f',
      ),
    ),
  ),
  drawn('an inline picture in letters of 85', () =>
    rawPdf(
      page(
        '',
        'q 80 0 0 80 60 100 cm BI /W 2 /H 2 /CS /G /BPC 8 /F /A85 ID 5sdq,~> EI Q 0 g 300 300 20 20 re f',
      ),
    ),
  ),
];

/** What a page may draw with, one kind each: copying must not change how any of them looks. */
export const FAITHFUL_PAGES: readonly FaithfulPage[] = [
  ...SHAPES,
  ...PATTERNS,
  ...GROUPS,
  ...FORMS,
  ...FONTS,
  ...COLOURS,
  ...INLINE,
];
